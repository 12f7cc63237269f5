package io.kprofefe.target;

import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which labels of a pod go with its profiles, and under which name.
 *
 * @param names the pod's label name to ours
 * @param all whether those that are not named go too, under their own name
 */
public record PodLabels(Map<String, String> names, boolean all) {

  public static final PodLabels NONE = new PodLabels(Map.of(), false);

  /** So many of a pod go at most, by name: each is kept with each profile. */
  private static final int MOST = 32;

  private static final Pattern ONE =
      Pattern.compile("(?<label>[A-Za-z0-9._/-]{1,317})(=(?<ours>[A-Za-z0-9._/-]{1,128}))?");

  public PodLabels {
    names = Map.copyOf(names);
  }

  /**
   * Reads {@code a=b,c,*}: label {@code a} as {@code b}, {@code c} as it is, and all others.
   *
   * @throws IllegalArgumentException with what is allowed
   */
  public static PodLabels parse(String text) {
    var names = new LinkedHashMap<String, String>();
    boolean all = false;
    for (String part : text.split(",", -1)) {
      if (part.strip().equals("*")) {
        all = true;
      } else {
        addTo(names, part.strip());
      }
    }
    return new PodLabels(names, all);
  }

  private static void addTo(Map<String, String> names, String part) {
    Matcher one = ONE.matcher(part);
    if (!one.matches()) {
      throw new IllegalArgumentException(
          "\"" + part + "\" is no pod label: allowed is LABEL, LABEL=NAME or *");
    }
    String ours = one.group("ours") == null ? one.group("label") : one.group("ours");
    if (OwnLabels.KEYS.contains(ours)) {
      throw new IllegalArgumentException(
          "\""
              + part
              + "\" would replace our own label: allowed is "
              + one.group("label")
              + "=NAME");
    }
    names.put(one.group("label"), ours);
    if (names.size() > MOST) {
      throw new IllegalArgumentException("too many pod labels: allowed are " + MOST);
    }
  }

  /** Of this pod, those that are to go. */
  Labels of(Pod pod) {
    return new Labels(
        new TreeMap<>(pod.labels())
            .entrySet().stream()
                .filter(label -> all || names.containsKey(label.getKey()))
                .map(label -> new Label(ours(label.getKey()), label.getValue()))
                .filter(label -> !OwnLabels.KEYS.contains(label.key()))
                .limit(MOST)
                .toList());
  }

  private String ours(String label) {
    return names.getOrDefault(label, label);
  }
}
