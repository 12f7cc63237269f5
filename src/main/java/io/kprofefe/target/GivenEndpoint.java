package io.kprofefe.target;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Where pprof is served in pods that do not ask to be profiled, for a person who does. What a pod
 * says itself wins.
 *
 * @param path prefix of the handlers; empty for the usual one
 */
public record GivenEndpoint(int port, Optional<String> path) {

  /** Ends the sentence "allowed is …". */
  public static final String ALLOWED_PATH = PathPrefix.WORDS;

  public static boolean isPath(String text) {
    return PathPrefix.isAllowed(text);
  }

  /** The same annotations, where a pod that has none is read as if it had these. */
  public PodAnnotations over(PodAnnotations annotations) {
    return pod -> {
      List<Discovered> discovered = annotations.discover(pod);
      return discovered.stream().anyMatch(Unannotated.class::isInstance)
          ? annotations.discover(annotated(pod))
          : discovered;
    };
  }

  private Pod annotated(Pod pod) {
    var annotations = new LinkedHashMap<String, String>();
    annotations.put(Annotation.PORT.key(), Integer.toString(port));
    path.ifPresent(prefix -> annotations.put(Annotation.PATH.key(), prefix));
    annotations.putAll(pod.annotations());
    annotations.put(Annotation.ENABLE.key(), "true");
    return pod.withAnnotations(annotations);
  }
}
