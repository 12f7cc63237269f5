package io.kprofefe.store.pyroscope;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.Untrusted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a profile is filed under: names that all readers of Pyroscope are shown, none of them twice,
 * each with a value.
 *
 * @param byName the two that make a series come first
 */
record SeriesLabels(SequencedMap<String, String> byName) {

  private static final String NAME = "__name__";
  private static final String SERVICE = "service_name";

  /** Those that tell a pod from another. */
  private static final List<String> TELLING = List.of(SERVICE, "namespace", "pod");

  private static final int MOST = 30;
  private static final int LONGEST_NAME = 1024;
  private static final int LONGEST_VALUE = 2048;

  /**
   * Where names become the same, the one that was so already keeps its own, and the others get a
   * number: no value takes the place of another, and nobody poses as the service.
   *
   * @param name the profile's
   * @throws ProfileFailure {@code REJECTED} when Pyroscope would not take them
   */
  static SeriesLabels of(String name, String service, Labels labels) throws ProfileFailure {
    var byName = new LinkedHashMap<String, String>();
    byName.put(NAME, name);
    byName.put(SERVICE, service);
    for (Label label : asTheyAreFirst(labels)) {
      if (!label.value().isEmpty()) { // one would vanish there
        byName.put(free(readable(label.key()), byName), label.value());
      }
    }
    var all = new SeriesLabels(byName);
    all.check();
    return all;
  }

  /** The same in bytes, as they count against a limit. */
  long bytes() {
    return byName.entrySet().stream()
        .mapToLong(label -> bytes(label.getKey()) + bytes(label.getValue()))
        .sum();
  }

  /** What shows this profile among others there, such as {@code memory{service_name="web"}}. */
  String selector() {
    return TELLING.stream()
        .filter(byName::containsKey)
        .map(name -> "%s=\"%s\"".formatted(name, quoted(byName.getOrDefault(name, ""))))
        .collect(Collectors.joining(",", byName.getOrDefault(NAME, "") + "{", "}"));
  }

  /**
   * The name as all readers are shown it: what is not a letter, a digit or an underscore stands as
   * an underscore, and none is one of Pyroscope's own, which begin with two.
   */
  static String readable(String name) {
    String mended = name.replaceAll("[^A-Za-z0-9_]", "_").replaceFirst("^__+", "_");
    return Character.isDigit(mended.charAt(0)) ? "_" + mended : mended;
  }

  private static List<Label> asTheyAreFirst(Labels labels) {
    Map<Boolean, List<Label>> asTheyAre =
        labels.stream()
            .collect(Collectors.partitioningBy(label -> label.key().equals(readable(label.key()))));
    var all = new ArrayList<>(asTheyAre.getOrDefault(true, List.of()));
    all.addAll(asTheyAre.getOrDefault(false, List.of()));
    return all;
  }

  private static String free(String name, Map<String, String> taken) {
    return Stream.iterate(1, number -> number + 1)
        .map(number -> number == 1 ? name : name + "_" + number)
        .filter(candidate -> !taken.containsKey(candidate))
        .findFirst()
        .orElseThrow();
  }

  private void check() throws ProfileFailure {
    if (byName.size() > MOST) {
      throw rejected("it has %d labels, and Pyroscope takes %d".formatted(byName.size(), MOST));
    }
    for (Map.Entry<String, String> label : byName.entrySet()) {
      if (bytes(label.getKey()) > LONGEST_NAME || bytes(label.getValue()) > LONGEST_VALUE) {
        throw rejected(
            "the label %s is longer than Pyroscope takes: %d bytes in its name, %d in its value"
                .formatted(Untrusted.shown(label.getKey()), LONGEST_NAME, LONGEST_VALUE));
      }
    }
  }

  private static int bytes(String text) {
    return text.getBytes(UTF_8).length;
  }

  private static String quoted(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static ProfileFailure rejected(String why) {
    return new ProfileFailure(Outcome.REJECTED, "not sent: " + why);
  }
}
