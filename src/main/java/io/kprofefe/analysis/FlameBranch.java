package io.kprofefe.analysis;

import java.util.Arrays;

/**
 * A flame graph's way from the root to one of its leaves, and what is known of the frames on it so
 * far. It goes from leaf to leaf; a frame that it leaves is drawn, unless it is too narrow.
 */
final class FlameBranch {

  private final long narrowest;
  private final Each each;

  private int depth;
  private int[] frames = new int[64];

  /** Of the frames above each place, with all that they call; the first is of all. */
  private long[] widths = new long[65];

  /** What of that is not drawn as a callee. */
  private long[] ending = new long[65];

  /** The same of the values before. */
  private long[] endingBefore = new long[65];

  /** Is given a stack, the root first, and the sums of its values before and now. */
  interface Each {
    void stack(int[] frames, long before, long value);
  }

  FlameBranch(long narrowest, Each each) {
    this.narrowest = narrowest;
    this.each = each;
  }

  /** Goes to this leaf. */
  void growTo(Numbers leaf) {
    int common = 0;
    while (common < Math.min(depth, leaf.size()) && frames[common] == leaf.get(common)) {
      common++;
    }
    shrinkTo(common);
    while (depth < leaf.size()) {
      grow((int) leaf.get(depth));
    }
  }

  /** The leaf has these values; it is as wide as both. */
  void add(long before, long value) {
    widths[depth] += before + value;
    ending[depth] += value;
    endingBefore[depth] += before;
  }

  /** There is no other leaf. */
  void end() {
    shrinkTo(0);
    tell();
  }

  private void grow(int frame) {
    if (depth == frames.length) {
      frames = Arrays.copyOf(frames, 2 * depth);
      widths = Arrays.copyOf(widths, 2 * depth + 1);
      ending = Arrays.copyOf(ending, 2 * depth + 1);
      endingBefore = Arrays.copyOf(endingBefore, 2 * depth + 1);
    }
    frames[depth++] = frame;
    widths[depth] = 0;
    ending[depth] = 0;
    endingBefore[depth] = 0;
  }

  private void shrinkTo(int shallower) {
    for (; depth > shallower; depth--) {
      widths[depth - 1] += widths[depth];
      if (widths[depth] < narrowest) {
        ending[depth - 1] += ending[depth];
        endingBefore[depth - 1] += endingBefore[depth];
      } else {
        tell();
      }
    }
  }

  private void tell() {
    if (ending[depth] > 0 || endingBefore[depth] > 0) {
      each.stack(Arrays.copyOf(frames, depth), endingBefore[depth], ending[depth]);
    }
  }
}
