package io.kprofefe.target;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A label selector as kubectl's {@code -l} reads it, for what the API server is not asked about:
 * {@code app=web,tier!=cache,zone in (a,b),!canary}. Source: Kubernetes' documents, "Labels and
 * Selectors".
 *
 * @param text as it was said
 * @param conditions all of which must hold
 */
public record LabelSelector(String text, List<Predicate<Map<String, String>>> conditions) {

  private static final String NAME = "[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?";
  private static final String DNS_LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String PREFIX = "(?=[^/]{1,253}/)" + DNS_LABEL + "(\\." + DNS_LABEL + ")*/";
  private static final String KEY = "(?<key>(" + PREFIX + ")?" + NAME + ")";
  private static final String VALUE = "(" + NAME + ")?";

  private static final Pattern EXISTS = Pattern.compile("(?<not>!?)\\s*" + KEY);
  private static final Pattern EQUALS =
      Pattern.compile(KEY + "\\s*(?<operator>==?|!=)\\s*(?<value>" + VALUE + ")");
  private static final Pattern ONE_OF =
      Pattern.compile(KEY + "\\s+(?<operator>in|notin)\\s*\\((?<values>[^()]*[^()\\s][^()]*)\\)");
  private static final Pattern BETWEEN = Pattern.compile(",(?![^()]*\\))");

  public LabelSelector {
    conditions = List.copyOf(conditions);
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static LabelSelector parse(String text) {
    return new LabelSelector(
        text,
        Stream.of(BETWEEN.split(text, -1))
            .map(String::strip)
            .map(part ->
                exists(part)
                    .or(() -> equals(part))
                    .or(() -> oneOf(part))
                    .orElseThrow(() -> new IllegalArgumentException("no condition: " + part)))
            .toList());
  }

  /** Whether it chooses what has these labels. */
  public boolean matches(Map<String, String> labels) {
    return conditions.stream().allMatch(condition -> condition.test(labels));
  }

  @Override
  public String toString() {
    return text;
  }

  private static Optional<Predicate<Map<String, String>>> exists(String part) {
    Matcher said = EXISTS.matcher(part);
    if (!said.matches()) {
      return Optional.empty();
    }
    String key = said.group("key");
    boolean wanted = said.group("not").isEmpty();
    return Optional.of(labels -> labels.containsKey(key) == wanted);
  }

  private static Optional<Predicate<Map<String, String>>> equals(String part) {
    Matcher said = EQUALS.matcher(part);
    if (!said.matches()) {
      return Optional.empty();
    }
    Set<String> value = Set.of(said.group("value"));
    return Optional.of(among(said.group("key"), value, !said.group("operator").equals("!=")));
  }

  private static Optional<Predicate<Map<String, String>>> oneOf(String part) {
    Matcher said = ONE_OF.matcher(part);
    if (!said.matches()) {
      return Optional.empty();
    }
    List<String> values =
        Stream.of(said.group("values").split(",", -1)).map(String::strip).toList();
    return values.stream().allMatch(value -> value.matches(VALUE))
        ? Optional.of(
            among(said.group("key"), Set.copyOf(values), said.group("operator").equals("in")))
        : Optional.empty();
  }

  /** What has no such label at all has none of these values. */
  private static Predicate<Map<String, String>> among(
      String key, Set<String> values, boolean wanted) {
    return labels -> (labels.containsKey(key) && values.contains(labels.get(key))) == wanted;
  }
}
