package io.kprofefe.analysis;

import java.util.Arrays;

/** Flat and cum of every place, from the samples of one service. */
final class Costs {

  private long[] flat = new long[64];
  private long[] cum = new long[64];

  /** Number of the sample that a place was last counted for: recursion counts once in cum. */
  private long[] countedFor = new long[64];

  private long samples;
  private long total;
  private long lookedAt;

  /** What a sample counts for the total, whatever its stack. */
  void addToTotal(long value) {
    total += Math.abs(value);
  }

  /** The frames of one sample, the leaf first, and its value. */
  void add(int[] frames, long value) {
    samples++;
    lookedAt += Math.abs(value);
    for (int frame : frames) {
      int place = Frames.place(frame);
      grow(place);
      if (countedFor[place] != samples) {
        countedFor[place] = samples;
        cum[place] += value;
      }
    }
    if (frames.length > 0) {
      flat[Frames.place(frames[0])] += value;
    }
  }

  /** All of the other's as well. */
  void add(Costs other) {
    grow(other.flat.length - 1);
    for (int place = 0; place < other.flat.length; place++) {
      flat[place] += other.flat[place];
      cum[place] += other.cum[place];
    }
    total += other.total;
    lookedAt += other.lookedAt;
  }

  /** The values of all samples without their signs. */
  long total() {
    return total;
  }

  /** The same of the samples that were added with their frames. */
  long lookedAt() {
    return lookedAt;
  }

  long flat(int place) {
    return place < flat.length ? flat[place] : 0;
  }

  long cum(int place) {
    return place < cum.length ? cum[place] : 0;
  }

  private void grow(int place) {
    if (place >= flat.length) {
      int length = Math.max(place + 1, 2 * flat.length);
      flat = Arrays.copyOf(flat, length);
      cum = Arrays.copyOf(cum, length);
      countedFor = Arrays.copyOf(countedFor, length);
    }
  }
}
