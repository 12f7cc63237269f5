package io.kprofefe.analysis;

import java.util.Arrays;

/** A row of numbers that grows, and is used again. */
final class Numbers {

  private long[] numbers = new long[64];
  private int size;

  void clear() {
    size = 0;
  }

  void add(long number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * size);
    }
    numbers[size++] = number;
  }

  int size() {
    return size;
  }

  long get(int index) {
    return numbers[index];
  }
}
