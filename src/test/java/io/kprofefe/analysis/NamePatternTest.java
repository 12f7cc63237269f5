package io.kprofefe.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.testing.Pprofs;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamePatternTest {

  @ParameterizedTest
  @ValueSource(strings = {"^main\\.", "(?i)MAIN", "[[:alpha:]]+\\z", "(?P<name>leaf)$", "\\pL{4}"})
  void what_go_understands_is_understood(String expression) {
    assertTrue(NamePattern.of(expression).isIn("main.leaf"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "(?=main)", "(a)\\1", "a++", "[z-a]", "a{1001}", "*"})
  void what_go_refuses_is_refused(String expression) {
    assertThrows(IllegalArgumentException.class, () -> NamePattern.of(expression));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{1000}){1000}){1000}",
        "(a{10,1000}){10,1000}",
        "((((a{99}){99}){99}){99}){99}"
      })
  void what_would_fill_the_memory_is_refused(String expression) {
    assertThrows(IllegalArgumentException.class, () -> NamePattern.of(expression));
  }

  @Test
  void what_would_fill_the_stack_is_refused() {
    String deep = "(".repeat(2000) + ")".repeat(2000);
    assertThrows(IllegalArgumentException.class, () -> NamePattern.of(deep));
  }

  /** RE2/J goes one call deeper for each part that may be left out. */
  @Test
  void what_would_fill_the_stack_when_names_are_matched_is_refused() {
    String optional = "x?".repeat(95);
    assertThrows(IllegalArgumentException.class, () -> NamePattern.of("(" + optional + "){1000}"));
    assertThrows(IllegalArgumentException.class, () -> NamePattern.of("((x?){1000}){12}"));
  }

  @Test
  void the_longest_that_is_taken_does_not_fill_the_stack() {
    assertTrue(NamePattern.of("x?".repeat(2048)).isIn("main"));
    assertTrue(NamePattern.of("(x?){455}").isIn("main"));
  }

  /** Each of these takes the JDK's engine longer than anybody waits. */
  @ParameterizedTest
  @ValueSource(
      strings = {"(a+)+$", "^(a|a)*$", "^(|a)(|a)(|a)(|a)(|a)(|a)(|a)(|a)(|a)(|a)*$", "(.*)*z"})
  @Timeout(60)
  void no_expression_takes_more_time_than_the_name_is_long(String expression) {
    String name = "a".repeat((1 << 14) - 1) + "!";
    assertEquals(false, NamePattern.of(expression).isIn(name));
  }

  @Test
  void names_are_matched_for_so_long_and_no_longer() throws ProfileFailure {
    var time = new MatchingTime(Duration.ZERO);
    time.isIn("main", NamePattern.of("m"));
    var failure = assertThrows(ProfileFailure.class, () -> time.isIn("main", NamePattern.of("m")));
    assertEquals(Outcome.TOO_LARGE, failure.outcome());
  }

  @Test
  void an_expression_in_a_profile_that_is_beyond_all_use_makes_it_too_large() {
    var profile = Pprofs.small().addStringTable("((a{1000}){1000}){1000}").setDropFrames(7);
    var top = new TopFunctions(Optional.empty(), Profiles.LIMITS);
    var failure =
        assertThrows(ProfileFailure.class, () -> top.add("any", Profiles.stream(profile)));
    assertEquals(Outcome.TOO_LARGE, failure.outcome());
    assertEquals(0, top.total());
  }
}
