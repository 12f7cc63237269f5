package io.kprofefe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopTest {

  private static final String CPU =
      Path.of("src/test/resources/profile/profefe-cpu.pb.gz").toString();
  private static final String HEAP =
      Path.of("src/test/resources/profile/profefe-heap.pb.gz").toString();

  @Test
  void the_table_has_the_functions_that_cost_the_most() {
    Called called = Called.with("top", "--rows", "1", CPU);
    assertEquals(0, called.code(), called.err());
    assertTrue(called.out().contains("FLAT  FLAT%"), called.out());
    assertEquals(2, called.out().lines().count());
  }

  @Test
  void lines_stand_behind_their_function() {
    Called called = Called.with("top", "--lines", "-o", "json", CPU);
    assertEquals(0, called.code(), called.err());
    assertTrue(called.out().contains("\"file\": "), called.out());
    assertTrue(called.out().contains("\"line\": "), called.out());
  }

  @Test
  void another_sample_type_is_counted() {
    Called called = Called.with("top", "--sample-type", "alloc_objects", "-o", "json", HEAP);
    assertEquals(0, called.code(), called.err());
    assertTrue(called.out().contains("\"sampleType\": \"alloc_objects\""), called.out());
  }

  @Test
  void a_sample_type_that_is_not_there_is_said_with_those_that_are() {
    Called called = Called.with("top", "--sample-type", "wall", HEAP);
    assertEquals(1, called.code());
    assertTrue(called.err().contains("no sample type \"wall\": there is [alloc_objects"));
  }

  @Test
  void samples_are_looked_for_by_name() {
    String all = Called.with("top", "-o", "name", "--rows", "1000", CPU).out();
    String some = Called.with("top", "-o", "name", "--rows", "1000", "--focus", "futex", CPU).out();
    String others =
        Called.with("top", "-o", "name", "--rows", "1000", "--ignore", "futex", CPU).out();
    assertTrue(some.contains("runtime.futex"), some);
    assertTrue(!others.contains("runtime.futex"), others);
    assertTrue(some.lines().count() < all.lines().count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--focus", "--ignore"})
  void what_is_no_regular_expression_is_a_usage_error(String option) {
    Called called = Called.with("top", option, "(?=x)", CPU);
    assertEquals(64, called.code());
    assertTrue(
        called.err().startsWith("error: " + option + " (?=x): allowed is a regular expression"),
        called.err());
  }
}
