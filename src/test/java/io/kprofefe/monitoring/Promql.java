package io.kprofefe.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which of our series an expression asks for: enough of PromQL for what we ship. */
record Promql(String text) {

  private static final Pattern SELECTOR = Pattern.compile("\\b(kprofefe[_:]\\w+)(?:\\{([^}]*)})?");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
  private static final Pattern LABELS =
      Pattern.compile("\\b(?:by|on|without|ignoring|group_left)\\s*\\(([^)]*)\\)");
  private static final Pattern BY = Pattern.compile("\\bby\\s*\\(([^)]*)\\)\\s*\\(");

  /** A metric by name, and which of its series. */
  record Selector(String metric, List<Matcher> matchers) {}

  record Matcher(String label, String operator, String value) {

    /** A regular expression of ours is words with bars between. */
    List<String> words() {
      return List.of(value.split("\\|"));
    }
  }

  /** An aggregation: what stays of the series' labels. */
  record Grouping(Set<String> labels, List<Selector> of) {}

  List<Selector> selectors() {
    return SELECTOR
        .matcher(text)
        .results()
        .map(found -> new Selector(found.group(1), matchers(found)))
        .toList();
  }

  List<Grouping> groupings() {
    var groupings = new ArrayList<Grouping>();
    var by = BY.matcher(text);
    while (by.find()) {
      groupings.add(
          new Grouping(names(by.group(1)), new Promql(inParentheses(by.end())).selectors()));
    }
    return groupings;
  }

  /** All labels that stand in a {@code by}, an {@code on} or the like. */
  Stream<String> labels() {
    return LABELS.matcher(text).results().flatMap(found -> names(found.group(1)).stream());
  }

  private String inParentheses(int start) {
    int open = 1;
    int at = start;
    while (open > 0) {
      char next = text.charAt(at++);
      open += next == '(' ? 1 : next == ')' ? -1 : 0;
    }
    return text.substring(start, at - 1);
  }

  private static List<Matcher> matchers(MatchResult selector) {
    return selector.group(2) == null
        ? List.of()
        : MATCHER
            .matcher(selector.group(2))
            .results()
            .map(found -> new Matcher(found.group(1), found.group(2), found.group(3)))
            .toList();
  }

  private static Set<String> names(String list) {
    return list.isBlank() ? Set.of() : Set.of(list.strip().split("\\s*,\\s*"));
  }
}
