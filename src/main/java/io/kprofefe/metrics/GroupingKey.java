package io.kprofefe.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kprofefe.profile.Label;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Under which labels a Pushgateway keeps what was pushed; the next push under the same ones
 * replaces it. The CronJob's name belongs there, never a pod's or a Job's: a Pushgateway forgets no
 * group.
 */
record GroupingKey(String job, List<Label> labels) {

  private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  /** Values that look the same in every URL; all others are written in base64. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

  /**
   * @throws IllegalArgumentException when the job is empty, or a name is no name for a label, is
   *     Prometheus' own or a metric's, or stands twice
   */
  GroupingKey {
    labels = List.copyOf(labels);
    if (job.isEmpty()) {
      throw new IllegalArgumentException("the job's name is empty");
    }
    Set<String> seen = new HashSet<>(Set.of("job"));
    Arrays.stream(RunMetric.values()).map(RunMetric::labels).forEach(seen::addAll);
    for (Label label : labels) {
      String name = label.key();
      if (!LABEL_NAME.matcher(name).matches() || name.startsWith("__")) {
        throw new IllegalArgumentException(
            "\"" + name + "\" is no name for a label: letters, digits and _ are, but not __ first");
      }
      if (!seen.add(name)) {
        throw new IllegalArgumentException("the label \"" + name + "\" is there already");
      }
    }
  }

  /** {@code job/<job>/<name>/<value>…}, escaped for a URL. */
  String path() {
    return Stream.concat(Stream.of(new Label("job", job)), labels.stream())
        .map(GroupingKey::segments)
        .collect(Collectors.joining("/"));
  }

  /**
   * The Pushgateway cannot read a value with a slash, or an empty one, from a path: it wants base64
   * for them, and {@code =} for nothing at all (seen with 1.5.1).
   */
  private static String segments(Label label) {
    if (PLAIN.matcher(label.value()).matches()) {
      return label.key() + "/" + label.value();
    }
    String value =
        label.value().isEmpty()
            ? "="
            : Base64.getUrlEncoder().withoutPadding().encodeToString(label.value().getBytes(UTF_8));
    return label.key() + "@base64/" + value;
  }
}
