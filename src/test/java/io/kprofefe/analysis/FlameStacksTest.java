package io.kprofefe.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FlameStacksTest {

  private static final int ALL = 100;

  private final FlameStacks stacks = new FlameStacks();

  @Test
  void equal_stacks_are_one() {
    add(3, 1, 2);
    add(4, 1, 2);
    add(5, 1, 3);
    assertEquals(Map.of("[1, 2]", 7L, "[1, 3]", 5L), drawn(1));
  }

  @Test
  void a_stack_may_end_where_others_go_on() {
    add(3, 1);
    add(4, 1, 2);
    add(5);
    assertEquals(Map.of("[]", 5L, "[1]", 3L, "[1, 2]", 4L), drawn(1));
  }

  @Test
  void what_is_too_narrow_is_counted_for_its_caller() {
    add(50, 1, 2);
    add(4, 1, 3, 6);
    add(5, 1, 3, 7);
    add(9, 4, 5);
    assertEquals(Map.of("[1, 2]", 50L, "[1]", 9L, "[]", 9L), drawn(10));
  }

  @Test
  void what_is_narrow_by_itself_is_drawn_when_its_callees_are_wide_together() {
    add(6, 1, 2, 3);
    add(6, 1, 2, 4);
    assertEquals(Map.of("[1, 2]", 12L), drawn(10));
  }

  @Test
  void what_is_too_deep_ends_in_its_last_frame_that_is_not() {
    stacks.add(new int[] {9, 8, 2, 1}, 2, 7);
    assertEquals(Map.of("[1, 2]", 7L), drawn(1));
  }

  @Test
  void nothing_of_the_total_is_lost_however_much_is_too_narrow() {
    for (int frame = 0; frame < 100_000; frame++) {
      add(1, frame % 7, frame % 1_000, frame);
    }
    assertEquals(100_000, stacks.total());
    for (long narrowest : new long[] {1, 10, 100, 1_000, 100_000, 1_000_000}) {
      assertEquals(100_000, drawn(narrowest).values().stream().mapToLong(value -> value).sum());
    }
  }

  @Test
  void what_was_before_stands_beside_it_in_the_same_measure() {
    add(10, 1, 2);
    var before = new FlameStacks();
    before.add(new int[] {2, 1}, ALL, 8);
    before.add(new int[] {3, 1}, ALL, 4);
    stacks.addBefore(before, 0.5);
    assertEquals(Map.of("[1, 2]", List.of(4L, 10L), "[1, 3]", List.of(2L, 0L)), compared(1));
  }

  /** Else one that just falls below on one side would look new, or gone. */
  @Test
  void what_is_compared_is_wide_enough_when_both_are_together() {
    add(6, 1, 2);
    add(2, 1, 3);
    var before = new FlameStacks();
    before.add(new int[] {2, 1}, ALL, 5);
    before.add(new int[] {3, 1}, ALL, 3);
    stacks.addBefore(before, 1);
    assertEquals(Map.of("[1, 2]", List.of(5L, 6L), "[1]", List.of(3L, 2L)), compared(10));
  }

  @Test
  void what_was_there_does_not_become_nothing_by_its_measure() {
    add(10, 1);
    var before = new FlameStacks();
    before.add(new int[] {1}, ALL, 1);
    stacks.addBefore(before, 0.001);
    assertEquals(Map.of("[1]", List.of(1L, 10L)), compared(1));
  }

  private Map<String, List<Long>> compared(long narrowest) {
    var drawn = new TreeMap<String, List<Long>>();
    stacks.forEach(
        narrowest,
        (frames, before, value) -> drawn.put(Arrays.toString(frames), List.of(before, value)));
    return drawn;
  }

  /** Root first. */
  private void add(long value, int... frames) {
    var leafFirst = new int[frames.length];
    Arrays.setAll(leafFirst, i -> frames[frames.length - 1 - i]);
    stacks.add(leafFirst, ALL, value);
  }

  private Map<String, Long> drawn(long narrowest) {
    var drawn = new TreeMap<String, Long>();
    stacks.forEach(narrowest, (frames, _, value) -> drawn.put(Arrays.toString(frames), value));
    return drawn;
  }
}
