package io.kprofefe.analysis;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ids of a profile, which may be any 64 bits, to numbers from 0 up. Most writers count their ids
 * from 1: small ones are places in an array. The others are found by open addressing with a secret
 * seed, so that nobody can choose ids that all fall on one slot.
 */
final class IdMap {

  static final int ABSENT = -1;

  private static final int SMALL = 1 << 16;

  private int[] ofSmall = absent(64);

  private final long seed = ThreadLocalRandom.current().nextLong();
  private long[] ids = new long[64];
  private int[] numbers = absent(64);
  private int size;

  void put(long id, int number) {
    if (id >= 0 && id < SMALL) {
      putSmall((int) id, number);
      return;
    }
    int slot = slot(id);
    if (numbers[slot] == ABSENT) {
      ids[slot] = id;
      size++;
    }
    numbers[slot] = number;
    if (size > ids.length / 2) {
      grow();
    }
  }

  /** {@link #ABSENT} when the id is not there. */
  int get(long id) {
    if (id >= 0 && id < SMALL) {
      return id < ofSmall.length ? ofSmall[(int) id] : ABSENT;
    }
    return numbers[slot(id)];
  }

  private void putSmall(int id, int number) {
    if (id >= ofSmall.length) {
      int length = ofSmall.length;
      ofSmall = Arrays.copyOf(ofSmall, Integer.highestOneBit(id) * 2);
      Arrays.fill(ofSmall, length, ofSmall.length, ABSENT);
    }
    ofSmall[id] = number;
  }

  private void grow() {
    long[] oldIds = ids;
    int[] oldNumbers = numbers;
    ids = new long[oldIds.length * 2];
    numbers = absent(ids.length);
    for (int old = 0; old < oldIds.length; old++) {
      if (oldNumbers[old] != ABSENT) {
        int slot = slot(oldIds[old]);
        ids[slot] = oldIds[old];
        numbers[slot] = oldNumbers[old];
      }
    }
  }

  private int slot(long id) {
    long mixed = (id ^ seed) * 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 32)) * 0xd6e8feb86659fd93L;
    int slot = (int) (mixed >>> 33) & (ids.length - 1);
    while (numbers[slot] != ABSENT && ids[slot] != id) {
      slot = (slot + 1) & (ids.length - 1);
    }
    return slot;
  }

  private static int[] absent(int length) {
    var numbers = new int[length];
    Arrays.fill(numbers, ABSENT);
    return numbers;
  }
}
