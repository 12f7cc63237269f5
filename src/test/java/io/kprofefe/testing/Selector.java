package io.kprofefe.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Label and field selectors as an API server reads them: all conditions hold together. */
final class Selector {

  private static final Pattern SET = Pattern.compile("(\\S+)\\s+(in|notin)\\s+\\(([^)]*)\\)");
  private static final Pattern EQUALITY = Pattern.compile("([^!=\\s]+)\\s*(==|=|!=)\\s*(.*)");

  private Selector() {}

  static Predicate<TestPod> ofLabels(String selector) {
    return all(selector, pod -> label -> Optional.ofNullable(pod.labels().get(label)));
  }

  static Predicate<TestPod> ofFields(String selector) {
    return all(selector, pod -> pod::field);
  }

  private static Predicate<TestPod> all(
      String selector, Function<TestPod, Function<String, Optional<String>>> values) {
    return conditions(selector).stream()
        .map(condition -> condition(condition.strip()))
        .map(holds -> (Predicate<TestPod>) pod -> holds.test(values.apply(pod)))
        .reduce(pod -> true, Predicate::and);
  }

  /** Split at the commas that are not in parentheses, nor escaped. */
  private static List<String> conditions(String selector) {
    return Arrays.stream(selector.split("(?<!\\\\),(?![^(]*\\))"))
        .filter(condition -> !condition.isBlank())
        .toList();
  }

  private static Predicate<Function<String, Optional<String>>> condition(String condition) {
    Matcher set = SET.matcher(condition);
    if (set.matches()) {
      List<String> values = Arrays.stream(set.group(3).split(",")).map(String::strip).toList();
      boolean in = set.group(2).equals("in");
      return value -> value.apply(set.group(1)).map(values::contains).orElse(false) == in;
    }
    Matcher equality = EQUALITY.matcher(condition);
    if (equality.matches()) {
      String wanted = equality.group(3).replaceAll("\\\\(.)", "$1");
      boolean equal = !equality.group(2).equals("!=");
      return value -> value.apply(equality.group(1)).map(wanted::equals).orElse(false) == equal;
    }
    return condition.startsWith("!")
        ? value -> value.apply(condition.substring(1)).isEmpty()
        : value -> value.apply(condition).isPresent();
  }
}
