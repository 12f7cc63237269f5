package io.kprofefe.analysis;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The stacks of a flame graph, each once, and the sums of their values. */
final class FlameStacks {

  /** A field a frame, so that rows with their first frames in common begin with the same bytes. */
  private static final int FRAME_FIELD = 1;

  private final DistinctBytes stacks = new DistinctBytes();
  private final MessageBytes row = new MessageBytes();
  private long[] sums = new long[64];

  /** Of stacks that are compared; shorter, or empty, where there is nothing to say. */
  private long[] before = new long[0];

  /**
   * @param stack the leaf first
   * @param deepest so many frames from the root are kept
   * @param value above zero
   */
  void add(int[] stack, int deepest, long value) {
    row.clear();
    for (int i = stack.length - 1; i >= Math.max(0, stack.length - deepest); i--) {
      row.number(FRAME_FIELD, stack[i] + 1); // a message leaves 0 out
    }
    add(stacks.number(row), value);
  }

  /** Adds all of another. */
  void add(FlameStacks others) {
    for (int stack = 0; stack < others.stacks.size(); stack++) {
      add(stacks.number(others.stacks, stack), others.sums[stack]);
    }
  }

  /** Adds what all of another were before, times a factor; what was there at all stays above 0. */
  void addBefore(FlameStacks others, double factor) {
    for (int other = 0; other < others.stacks.size(); other++) {
      int stack = stacks.number(others.stacks, other);
      add(stack, 0);
      if (stack >= before.length) {
        before = Arrays.copyOf(before, sums.length);
      }
      before[stack] += Math.max(1, Math.round(others.sums[other] * factor));
    }
  }

  private void add(int stack, long value) {
    if (stack == sums.length) {
      sums = Arrays.copyOf(sums, stack + stack / 2);
    }
    sums[stack] += value;
  }

  /** The sum of all values, and of all before. */
  long total() {
    return Arrays.stream(sums).sum() + Arrays.stream(before).sum();
  }

  /**
   * Those whose last frame is so wide with all that it calls. What is narrower is counted for the
   * frame that called it: a thousand profiles have a million frames, of which few can be seen.
   */
  void forEach(long narrowest, FlameBranch.Each each) {
    var branch = new FlameBranch(narrowest, each);
    var frames = new Numbers();
    for (int stack : sorted()) {
      frames.clear();
      for (Fields fields = stacks.row(stack); fields.next(); ) {
        frames.add(fields.number() - 1);
      }
      branch.growTo(frames);
      branch.add(stack < before.length ? before[stack] : 0, sums[stack]);
    }
    branch.end();
  }

  /** As a tree is walked: all that begin with the same frames follow each other. */
  private int[] sorted() {
    return IntStream.range(0, stacks.size())
        .boxed()
        .sorted(stacks::compare)
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
