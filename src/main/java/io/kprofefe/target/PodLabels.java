package io.kprofefe.target;

import java.util.Map;

/**
 * Which labels of a pod go with its profiles, and under which name.
 *
 * @param names the pod's label name to ours, in the order given
 */
public record PodLabels(Map<String, String> names) {

  public static final PodLabels NONE = new PodLabels(Map.of());
}
