package io.kprofefe.target;

import io.kprofefe.profile.Labels;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the parts of a control plane that are asked for turn out to be. Nobody annotates them: where
 * they serve their profiles, and to whom, is Kubernetes' own way (seen with 1.36): all to an
 * account that may {@code get} below {@code /debug/pprof}.
 */
public final class ControlPlane {

  /** Where its pods are. */
  public static final String NAMESPACE = "kube-system";

  private static final String SEE = ", see rbac/control-plane";
  private static final String DEBUG_RIGHT =
      "the verb get on the non-resource URL /debug/pprof/*" + SEE;
  private static final String PROXY_RIGHT = "the verb get on nodes/proxy" + SEE;

  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private final Set<Component> components;
  private final TargetRules rules;
  private final URI apiServer;
  private final boolean unchecked;

  /**
   * @param apiServer its URL, without a slash at its end
   * @param unchecked whether controller manager and scheduler may have anybody's certificate where
   *     they are dialled; theirs are made anew at each start, and signed by nobody
   */
  public ControlPlane(
      Collection<Component> components, TargetRules rules, URI apiServer, boolean unchecked) {
    this.components = Set.copyOf(components);
    this.rules = rules;
    this.apiServer = apiServer;
    this.unchecked = unchecked;
  }

  /** Whether nodes have to be looked for. */
  public boolean isOnNodes() {
    return components.contains(Component.KUBELET);
  }

  /** The API server, if it is asked for: the one that answers at our address of it. */
  public Optional<Target> apiServer() {
    return components.contains(Component.APISERVER)
        ? Optional.of(
            answeredByApiServer(
                TargetIdentity.apiServer(apiServer.getAuthority()),
                Component.APISERVER,
                "",
                rules.labels().fixed(),
                DEBUG_RIGHT))
        : Optional.empty();
  }

  /** What a node's kubelet is: asked by the API server, which has a right of its own to that. */
  public Discovered kubelet(Node node) {
    if (node.ready().equals("Unknown")) {
      return new Skipped(node.identity(), "its kubelet has not been heard of: Ready is Unknown");
    }
    return answeredByApiServer(
        node.identity(),
        Component.KUBELET,
        "/api/v1/nodes/" + node.name() + "/proxy",
        rules.labels().of(node),
        PROXY_RIGHT);
  }

  /** What is looked for in pods. */
  public Set<Component> inPods() {
    return components.stream()
        .filter(Component::isInPods)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What a pod of {@link #NAMESPACE} is, when it is one of this component. */
  public Optional<Discovered> pod(Component component, Pod pod) {
    return component.in(pod).map(container -> pod(pod, component, container));
  }

  /** Whether a pod of any namespace is taken as a part of it. */
  public boolean takes(Pod pod) {
    return pod.namespace().equals(NAMESPACE)
        && inPods().stream()
            .flatMap(component -> pod(component, pod).stream())
            .anyMatch(Target.class::isInstance);
  }

  /** For a component of which there is no pod. */
  public Skipped noPod(Component component) {
    return new Skipped(
        TargetIdentity.pod(NAMESPACE, component.service()),
        "no such pod: who runs this cluster for you may keep it elsewhere");
  }

  private Discovered pod(Pod pod, Component component, Pod.Container container) {
    var flags = ComponentFlags.of(container);
    try {
      if (!pod.hostNetwork()) {
        throw new NotATarget("is not in its node's network, as the control plane's own pods are");
      }
      if (!flags.servesProfiles()) {
        throw new NotATarget("serves no profiles: it was started with --profiling=false");
      }
      Reach reach = reach(pod, flags);
      var endpoint =
          new Endpoint(
              Scheme.HTTPS,
              reach.address(),
              flags.securePort().orElse(component.securePort()),
              reach.via(),
              PathPrefix.GO_DEFAULT);
      return target(
          pod.identity(),
          component,
          endpoint,
          rules.labels().of(pod, Labels.NONE, Optional.of(container.name())),
          new AskedAs.OwnAccount(DEBUG_RIGHT, unchecked || reach.via() == Via.PORT_FORWARD));
    } catch (NotATarget not) {
      return new Skipped(pod.identity(), not.reason());
    }
  }

  /**
   * One that serves its own node alone is reached over the API server and the kubelet, which vouch
   * for where that leads: nobody else is on that way whom a certificate would have to keep out.
   */
  private Reach reach(Pod pod, ComponentFlags flags) throws NotATarget {
    Via via = flags.bindsToLoopback() ? Via.PORT_FORWARD : rules.reach().via();
    var reachable = new ReachRules(via, false, true, rules.reach().podCidrs(), false);
    return new PodCondition(reachable).reach(pod.withAnnotations(Map.of()));
  }

  private Target answeredByApiServer(
      TargetIdentity identity, Component component, String path, Labels labels, String right) {
    Scheme scheme = apiServer.getScheme().equals("http") ? Scheme.HTTP : Scheme.HTTPS;
    int usual = scheme == Scheme.HTTP ? HTTP_PORT : HTTPS_PORT;
    var endpoint =
        new Endpoint(
            scheme,
            apiServer.getHost(),
            apiServer.getPort() < 0 ? usual : apiServer.getPort(),
            Via.API_SERVER,
            apiServer.getRawPath() + path + PathPrefix.GO_DEFAULT);
    return target(identity, component, endpoint, labels, new AskedAs.OwnAccount(right, false));
  }

  private Target target(
      TargetIdentity identity,
      Component component,
      Endpoint endpoint,
      Labels labels,
      AskedAs.OwnAccount as) {
    var handlers = new Handlers(rules, rules.cpuTime());
    return new Target(
        identity,
        "",
        component.service(),
        endpoint,
        rules.profiles().stream()
            .map(type -> handlers.of(type, type.pathBelow(endpoint.path())))
            .toList(),
        labels,
        List.of(),
        as);
  }
}
