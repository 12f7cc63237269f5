package io.kprofefe.target;

import io.kprofefe.profile.ProfileType;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Makes handlers, which take as long as the run and the pod say. */
record Handlers(TargetRules rules, Duration cpuTime) {

  private static final String SECONDS = "seconds";

  /** So many of one handler: all that a target says of itself is held. */
  private static final int MOST_PARAMETERS = 16;

  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9._~-]{1,64}");
  private static final String PARAMETER_WORDS =
      "1 to 64 letters, digits, . _ ~ and -, for the parameter's name as for its value";

  Handler of(ProfileType type, String path) {
    return new Handler(type, path, sampling(type));
  }

  /** One of a program's own, which answers at once. */
  static Handler custom(String name, String path) {
    return new Handler(ProfileType.CUSTOM, name, path, Duration.ZERO, Map.of());
  }

  /**
   * One with the parameters of all annotations that begin so.
   *
   * @param prefix the parameters' names follow it
   */
  Handler withParameters(Pod pod, String prefix, Handler handler) throws NotATarget {
    var query = new LinkedHashMap<String, String>();
    Duration sampling = handler.sampling();
    for (var annotation : new TreeMap<>(pod.annotations()).entrySet()) {
      String key = annotation.getKey();
      if (!key.startsWith(prefix)) {
        continue;
      }
      String name = key.substring(prefix.length());
      if (name.equals(SECONDS)) {
        sampling = seconds(handler.type(), key, annotation.getValue());
      } else {
        query.put(checked(key, name), checked(key, annotation.getValue()));
      }
      if (query.size() > MOST_PARAMETERS) {
        throw new NotATarget(
            "%s…: allowed are at most %d parameters".formatted(prefix, MOST_PARAMETERS));
      }
    }
    return new Handler(handler.type(), handler.name(), handler.path(), sampling, query);
  }

  private Duration seconds(ProfileType type, String key, String said) throws NotATarget {
    Optional<String> impossible = type.whyNotOverTime();
    if (impossible.isPresent()) {
      throw new NotATarget("%s is not heeded: %s".formatted(key, impossible.get()));
    }
    return SamplingTime.of(key, said, rules.longestSampling());
  }

  private static String checked(String key, String part) throws NotATarget {
    if (!PARAMETER.matcher(part).matches()) {
      throw NotATarget.wrong(key, part, PARAMETER_WORDS);
    }
    return part;
  }

  private Duration sampling(ProfileType type) {
    if (type == ProfileType.TRACE) {
      return rules.traceTime();
    }
    return type.takesSeconds() || rules.deltas().contains(type) ? cpuTime : Duration.ZERO;
  }
}
