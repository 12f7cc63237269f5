package io.kprofefe.run;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kprofefe.kubernetes.ListingException;
import io.kprofefe.kubernetes.ListingException.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What several lists that cannot be read amount to. */
class ListingTroublesTest {

  private final ListingTroubles troubles = new ListingTroubles();

  private ListingException raised() {
    return assertThrows(ListingException.class, troubles::raise);
  }

  private void fail(Problem problem, String sentence) {
    troubles.during(() -> {
      throw new ListingException(problem, sentence);
    });
  }

  @Test
  void none_is_none() {
    troubles.during(() -> {});
    assertDoesNotThrow(troubles::raise);
  }

  /** As with a run's exit codes: 77 before 75 before all else. */
  @ParameterizedTest
  @CsvSource({
    "TRANSIENT, DENIED, DENIED",
    "DENIED, TRANSIENT, DENIED",
    "FAILED, DENIED, DENIED",
    "FAILED, TRANSIENT, TRANSIENT",
  })
  void of_several_the_gravest_decides_whichever_came_first(
      Problem first, Problem second, Problem decides) {
    fail(first, "one");
    fail(second, "two");
    assertEquals(decides, raised().problem());
    assertEquals("one; two", raised().sentence());
  }

  @Test
  void what_is_the_same_for_all_lists_is_said_once() {
    fail(Problem.TRANSIENT, "the API server does not answer");
    fail(Problem.TRANSIENT, "the API server does not answer");
    assertEquals("the API server does not answer", raised().sentence());
  }
}
