package io.kprofefe.cli;

import io.kprofefe.cli.option.Arguments;
import io.kprofefe.cli.option.ClusterOptions;
import io.kprofefe.cli.option.ControlPlaneOptions;
import io.kprofefe.cli.option.PodOptions;
import io.kprofefe.cli.option.SamplingOptions;
import io.kprofefe.cli.option.UsageException;
import io.kprofefe.kubernetes.Cluster;
import io.kprofefe.kubernetes.ClusterAccessException;
import io.kprofefe.kubernetes.ClusterLogin;
import io.kprofefe.kubernetes.ListingException;
import io.kprofefe.kubernetes.PodSelection;
import io.kprofefe.kubernetes.Pods;
import io.kprofefe.run.AnnotatedSource;
import io.kprofefe.run.ControlPlaneSource;
import io.kprofefe.run.TargetSearch;
import io.kprofefe.run.TargetSource;
import io.kprofefe.target.ControlPlane;
import io.kprofefe.target.Discovered;
import io.kprofefe.target.LabelRules;
import io.kprofefe.target.PodAnnotations;
import io.kprofefe.target.Sampling;
import io.kprofefe.target.Skipped;
import io.kprofefe.target.TargetRules;
import io.kprofefe.target.Unannotated;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a command line asks for in the cluster that it names: pods, with what their annotations
 * mean, and the cluster's own programs.
 *
 * @param cluster closed with the search
 * @param labels what goes with profiles: what is to be known of the pods
 * @param annotations empty where no pods are asked for
 * @param controlPlane empty where nothing of it is asked for
 * @param sampling which of the targets are taken; empty for all of them
 */
record Search(
    Cluster cluster,
    PodSelection selection,
    LabelRules labels,
    Optional<PodAnnotations> annotations,
    Optional<ControlPlane> controlPlane,
    Optional<Sampling> sampling)
    implements AutoCloseable {

  static Search of(Arguments arguments, TargetRules rules)
      throws UsageException, ClusterAccessException {
    PodOptions.Asked pods = PodOptions.read(arguments);
    PodAnnotations annotations = PodOptions.annotated(arguments, rules);
    Optional<ControlPlaneOptions.Asked> programs = ControlPlaneOptions.read(arguments);
    Optional<Sampling> sampling = SamplingOptions.read(arguments);
    Cluster cluster = Cluster.connect(ClusterOptions.read(arguments));
    return new Search(
        cluster,
        pods.seenFrom(cluster.namespace()),
        rules.labels(),
        Optional.of(annotations).filter(_ -> programs.isEmpty() || pods.saysWhich()),
        programs.map(asked -> asked.at(cluster.apiServer(), rules)),
        sampling);
  }

  /** For who wants all pods that are asked for, and nothing else. */
  static Search of(Arguments arguments, TargetRules rules, PodAnnotations annotations)
      throws UsageException, ClusterAccessException {
    PodOptions.Asked pods = PodOptions.read(arguments);
    Cluster cluster = Cluster.connect(ClusterOptions.read(arguments));
    return new Search(
        cluster,
        pods.seenFrom(cluster.namespace()),
        rules.labels(),
        Optional.of(annotations),
        Optional.empty(),
        Optional.empty());
  }

  /** Who names a pod wants to know why it is not profiled. */
  TargetSearch targets() {
    return targets(selection.namesAny());
  }

  /** As whom the cluster's own programs are asked; empty where none are asked for. */
  Optional<ClusterLogin> login() {
    return controlPlane.map(_ -> cluster.login());
  }

  /**
   * What was found.
   *
   * @param pods those that were asked for by name and are not there among them
   * @param complete whether all that were asked for by name are there
   */
  record Listed(List<Discovered> pods, boolean complete) {}

  /** All of them; who is not annotated is skipped for that reason. */
  Listed everyPod() throws ListingException {
    return list(targets(true));
  }

  /** Those that have something to do with profiles, or were named. */
  List<Discovered> annotatedPods() throws ListingException {
    return list(targets()).pods().stream().filter(pod -> !(pod instanceof Unannotated)).toList();
  }

  /** Completes "no pods found …". */
  String where() {
    return selection.namespaces().isEmpty()
        ? "in any namespace" + inShard()
        : "in namespace " + String.join(", ", selection.namespaces()) + inShard();
  }

  private String inShard() {
    return selection.shard().map(" (shard %s)"::formatted).orElse("");
  }

  /** For who asks for no pod by name, and gets nothing. */
  String nothing() {
    return annotations.isPresent() ? "No pods found " + where() : noProgram();
  }

  /** Where no pods are asked for. */
  private String noProgram() {
    return "No program of the control plane found" + inShard();
  }

  /** For who gets nothing: what to do about it. */
  String nothingAnnotated() {
    if (annotations.isEmpty()) {
      return noProgram();
    }
    return "No pod %s asks to be profiled: annotate it with profefe.com/enable: \"true\""
        .formatted(where());
  }

  @Override
  public void close() {
    cluster.close();
  }

  private static Listed list(TargetSearch search) throws ListingException {
    var all = new ArrayList<Discovered>();
    List<Skipped> missing = search.forEach(all::add);
    all.addAll(missing);
    return new Listed(all, missing.isEmpty());
  }

  /**
   * @param eachPod whether it is said also of those that ask for nothing that they do not
   */
  private TargetSearch targets(boolean eachPod) {
    var sources = new ArrayList<TargetSource>();
    annotations
        .map(asked -> eachPod ? named(asked) : asked)
        .map(asked -> new AnnotatedSource(pods(), besideControlPlane(asked)))
        .ifPresent(sources::add);
    controlPlane.map(this::programs).ifPresent(sources::add);
    return new TargetSearch(sources, sampling);
  }

  /** Who samples sees those of all shards: only so they all come to the same choice. */
  private Pods pods() {
    PodSelection listed = sampling.isPresent() ? selection.ofAllShards() : selection;
    return labels.wantNamespaces() ? cluster.podsWithNamespaceLabels(listed) : cluster.pods(listed);
  }

  private ControlPlaneSource programs(ControlPlane asked) {
    return new ControlPlaneSource(
        asked,
        cluster.pods(PodSelection.in(List.of(ControlPlane.NAMESPACE))),
        cluster.nodes(),
        sampling.isPresent() ? Optional.empty() : selection.shard());
  }

  /** Who is taken as a part of the control plane is not taken once more for what it says. */
  private PodAnnotations besideControlPlane(PodAnnotations asked) {
    return controlPlane
        .<PodAnnotations>map(plane -> pod -> plane.takes(pod) ? List.of() : asked.discover(pod))
        .orElse(asked);
  }

  private static PodAnnotations named(PodAnnotations annotations) {
    return pod ->
        annotations.discover(pod).stream()
            .map(one -> one instanceof Unannotated unannotated ? unannotated.asSkipped() : one)
            .toList();
  }
}
