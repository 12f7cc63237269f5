package io.kprofefe.target;

/**
 * What a target is in the cluster.
 *
 * @param kind {@code Pod}; a node or the API server may be one later
 */
public record TargetIdentity(String kind, String namespace, String name) {

  public static TargetIdentity pod(String namespace, String name) {
    return new TargetIdentity("Pod", namespace, name);
  }

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
