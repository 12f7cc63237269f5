package io.kprofefe.analysis;

import java.util.Arrays;

/** The stacks of a flame graph, each once, and the sums of their values. */
final class FlameStacks {

  /** Its frames are the numbers in this field of a row. */
  private static final int FRAMES_FIELD = 1;

  private final DistinctBytes stacks = new DistinctBytes();
  private final MessageBytes row = new MessageBytes();
  private long[] sums = new long[64];

  /** Is given a stack, the leaf first, and the sum of its values. */
  interface Each {
    void stack(Numbers frames, long value);
  }

  void add(int[] frames, long value) {
    int stack = stacks.number(row.clear().numbers(FRAMES_FIELD, frames, frames.length));
    if (stack == sums.length) {
      sums = Arrays.copyOf(sums, stack + stack / 2);
    }
    sums[stack] += value;
  }

  /** In the order in which they came. */
  void forEach(Each each) {
    var frames = new Numbers();
    for (int stack = 0; stack < stacks.size(); stack++) {
      frames.clear();
      Fields fields = stacks.row(stack);
      while (fields.next()) {
        fields.numbers(frames);
      }
      each.stack(frames, sums[stack]);
    }
  }
}
