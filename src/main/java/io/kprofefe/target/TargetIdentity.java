package io.kprofefe.target;

import java.util.Locale;

/**
 * What a target is in the cluster.
 *
 * @param kind {@code Pod}, {@code Node} or {@code APIServer}
 * @param namespace empty for what is in none
 */
public record TargetIdentity(String kind, String namespace, String name) {

  private static final String POD = "Pod";

  public static TargetIdentity pod(String namespace, String name) {
    return new TargetIdentity(POD, namespace, name);
  }

  public boolean isPod() {
    return kind.equals(POD);
  }

  public static TargetIdentity node(String name) {
    return new TargetIdentity("Node", "", name);
  }

  /** The one that we are connected to. */
  public static TargetIdentity apiServer(String name) {
    return new TargetIdentity("APIServer", "", name);
  }

  /** {@code pod/name}, as kubectl understands it. */
  public String kindAndName() {
    return kind.toLowerCase(Locale.ROOT) + "/" + name;
  }

  /** {@code namespace/name}, and {@code node/name} where there is no namespace. */
  @Override
  public String toString() {
    return namespace.isEmpty() ? kindAndName() : namespace + "/" + name;
  }
}
