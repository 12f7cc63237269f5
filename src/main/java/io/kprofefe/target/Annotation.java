package io.kprofefe.target;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The annotations of the {@code profefe} family, each declared here and nowhere else; the README's
 * table is compared with these.
 */
public enum Annotation {
  ENABLE(Of.POD, "`\"true\"` makes the pod a target; `pprof.com/enable` is an alias", "off"),
  PORT(Of.ENDPOINT, "number, or the name of a container port", "`6060`"),
  PATH(
      Of.ENDPOINT,
      "prefix of the pprof handler; the profile's name is appended to it",
      "`/debug/pprof`"),
  SERVICE(
      Of.ENDPOINT, "service name in the registry", "the owning workload's name, else the pod's"),
  SCHEME(Of.ENDPOINT, "`http` or `https`", "`http`"),
  PROFILES(
      Of.ENDPOINT,
      "comma list of profile types, narrowing or widening the run's own list; `NAME:/PATH` is a handler of the program's own",
      "the run's list"),
  CPU_SECONDS(
      Of.POD,
      "length of the CPU profile, 1 to 300, and no more than the run has room for",
      "the run's"),
  LABELS(Of.POD, "`k=v,k=v`, extra labels for this pod's profiles", "none"),
  VIA(
      Of.POD,
      "`port-forward`: reach it through the API server; needs `--allow-port-forward`",
      "`direct`");

  /** What all of them begin with. */
  public static final String PREFIX = "profefe.com/";

  /** Another name of {@link #ENABLE}: the original's announcement used it. */
  public static final String ENABLE_ALIAS = "pprof.com/enable";

  private enum Of {
    POD,
    ENDPOINT
  }

  private final Of of;
  private final String meaning;
  private final String byDefault;

  Annotation(Of of, String meaning, String byDefault) {
    this.of = of;
    this.meaning = meaning;
    this.byDefault = byDefault;
  }

  /** The whole name, for the pod or its default endpoint: {@code profefe.com/port}. */
  public String key() {
    return PREFIX + word();
  }

  /** The whole name, for the endpoint of this name: {@code profefe.com/admin.port}. */
  public String key(String endpoint) {
    return endpoint.isEmpty() ? key() : PREFIX + endpoint + "." + word();
  }

  /** Whether further endpoints of the pod have it too, as {@code profefe.com/<name>.port}. */
  public boolean isOfEndpoint() {
    return of == Of.ENDPOINT;
  }

  /** One line for a reader of the README. */
  public String meaning() {
    return meaning;
  }

  /** What holds without it, for a reader of the README. */
  public String byDefault() {
    return byDefault;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The annotation of this exact word, such as {@code cpu-seconds}. */
  static Optional<Annotation> ofWord(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }

  /** For a sentence: {@code port, path, service}. */
  static String words(Predicate<Annotation> which) {
    return Arrays.stream(values()).filter(which).map(Annotation::word).collect(joining(", "));
  }
}
