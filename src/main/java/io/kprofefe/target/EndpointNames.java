package io.kprofefe.target;

import io.kprofefe.profile.Untrusted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which endpoints a pod's annotations speak of, and which annotations speak of nothing we know.
 *
 * @param endpoints the default one, named {@code ""}, first; the others by name
 * @param remarks for the report: a name we do not know must not pass for one that was heeded
 */
record EndpointNames(List<String> endpoints, List<String> remarks) {

  static final String DEFAULT = "";

  /** All of one pod's are dialled at once. */
  private static final int MOST = 32;

  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  static EndpointNames of(Pod pod) {
    var reading = new Reading();
    pod.annotations().keySet().stream()
        .filter(key -> key.startsWith(Annotation.PREFIX))
        .sorted()
        .forEach(reading::annotation);
    return reading.names();
  }

  private static final class Reading {
    private final Set<String> named = new TreeSet<>();
    private final List<String> remarks = new ArrayList<>();
    private boolean speaksOfDefault;
    private boolean speaksOfNamed;

    void annotation(String key) {
      String name = key.substring(Annotation.PREFIX.length());
      int dot = name.lastIndexOf('.');
      if (dot < 0) {
        podWideOrDefault(key, name);
      } else {
        named(key, name.substring(0, dot), name.substring(dot + 1));
      }
    }

    private void podWideOrDefault(String key, String word) {
      Optional<Annotation> known = Annotation.ofWord(word);
      speaksOfDefault |= known.filter(Annotation::isOfEndpoint).isPresent();
      if (known.isEmpty()) {
        remarks.add(unknown(key));
      }
    }

    private void named(String key, String endpoint, String word) {
      speaksOfNamed = true;
      if (Annotation.ofWord(word).filter(Annotation::isOfEndpoint).isEmpty()) {
        remarks.add(unknown(key));
      } else if (!DNS_LABEL.matcher(endpoint).matches()) {
        remarks.add(
            Untrusted.shown(key)
                + " names no endpoint: allowed are lower-case letters, digits and -, at most 63");
      } else {
        named.add(endpoint);
      }
    }

    /** The default endpoint is there unless a pod speaks of named ones alone. */
    EndpointNames names() {
      var endpoints = new ArrayList<String>();
      if (speaksOfDefault || !speaksOfNamed) {
        endpoints.add(DEFAULT);
      }
      endpoints.addAll(named);
      if (endpoints.size() > MOST) {
        remarks.add("names %d endpoints: only %d are taken".formatted(endpoints.size(), MOST));
      }
      return new EndpointNames(endpoints.stream().limit(MOST).toList(), List.copyOf(remarks));
    }

    private static String unknown(String key) {
      return "%s is not known, and is not heeded: known are %s, and <name>. before %s"
          .formatted(
              Untrusted.shown(key),
              Annotation.words(_ -> true),
              Annotation.words(Annotation::isOfEndpoint));
    }
  }
}
