package io.kprofefe.target;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a control plane is made of, and each node has. */
public enum Component {
  APISERVER("kube-apiserver", 0),
  CONTROLLER_MANAGER("kube-controller-manager", 10257),
  SCHEDULER("kube-scheduler", 10259),
  KUBELET("kubelet", 0);

  private final String service;
  private final int securePort;

  /**
   * @param securePort where it serves HTTPS unless it is told otherwise; 0 for what is asked by or
   *     through the API server
   */
  Component(String service, int securePort) {
    this.service = service;
    this.securePort = securePort;
  }

  /** As users write it: {@code controller-manager}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** As its program is called, and its profiles are filed: {@code kube-controller-manager}. */
  public String service() {
    return service;
  }

  int securePort() {
    return securePort;
  }

  /** Whether it runs in pods, which have to be found. */
  public boolean isInPods() {
    return securePort > 0;
  }

  /**
   * Whether this is a pod of it: labelled as by kubeadm or kops, or with a container of its name.
   *
   * @return the container
   */
  Optional<Pod.Container> in(Pod pod) {
    List<Pod.Container> containers = pod.containers();
    Optional<Pod.Container> named =
        containers.stream().filter(one -> one.name().equals(service)).findFirst();
    boolean labelled =
        List.of("component", "k8s-app").stream()
            .anyMatch(key -> service.equals(pod.labels().get(key)));
    return named.or(() -> labelled ? containers.stream().findFirst() : Optional.empty());
  }
}
