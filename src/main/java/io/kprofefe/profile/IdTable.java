package io.kprofefe.profile;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The ids of one kind of entry: which are defined, and which are only referred to. Most writers
 * count their ids from 1: small ones are places in an array. The others take nine bytes a slot, by
 * open addressing with a secret seed, so that nobody can choose ids that all fall on one slot.
 */
final class IdTable {

  private static final byte FREE = 0;
  private static final byte DEFINED = 1;
  private static final byte REFERRED_TO = 2;

  private static final int SMALL = 1 << 16;

  private byte[] ofSmall = new byte[64];

  private final long seed = ThreadLocalRandom.current().nextLong();
  private long[] ids = new long[64];
  private byte[] marks = new byte[64];
  private int scattered;

  private int size;
  private int missing;

  /** False when the id is defined already. */
  boolean define(long id) {
    byte mark = mark(id);
    if (mark == DEFINED) {
      return false;
    }
    if (mark == REFERRED_TO) {
      missing--;
    } else {
      size++;
    }
    put(id, DEFINED);
    return true;
  }

  void refer(long id) {
    if (mark(id) == FREE) {
      missing++;
      size++;
      put(id, REFERRED_TO);
    }
  }

  /** How many different ids were named, defined or not. */
  int size() {
    return size;
  }

  /** How many are referred to and not defined. */
  int missing() {
    return missing;
  }

  /** One that is referred to and not defined; there must be one. */
  long oneMissing() {
    for (int id = 0; id < ofSmall.length; id++) {
      if (ofSmall[id] == REFERRED_TO) {
        return id;
      }
    }
    int slot = 0;
    while (marks[slot] != REFERRED_TO) {
      slot++;
    }
    return ids[slot];
  }

  private static boolean isSmall(long id) {
    return id >= 0 && id < SMALL;
  }

  private byte mark(long id) {
    if (isSmall(id)) {
      return id < ofSmall.length ? ofSmall[(int) id] : FREE;
    }
    return marks[slot(id)];
  }

  private void put(long id, byte mark) {
    if (isSmall(id)) {
      if (id >= ofSmall.length) {
        ofSmall = Arrays.copyOf(ofSmall, Integer.highestOneBit((int) id) * 2);
      }
      ofSmall[(int) id] = mark;
      return;
    }
    int slot = slot(id);
    if (marks[slot] == FREE) {
      ids[slot] = id;
      scattered++;
    }
    marks[slot] = mark;
    if (scattered > ids.length / 2) {
      grow();
    }
  }

  private void grow() {
    long[] oldIds = ids;
    byte[] oldMarks = marks;
    ids = new long[oldIds.length * 2];
    marks = new byte[oldIds.length * 2];
    for (int old = 0; old < oldIds.length; old++) {
      if (oldMarks[old] != FREE) {
        int slot = slot(oldIds[old]);
        ids[slot] = oldIds[old];
        marks[slot] = oldMarks[old];
      }
    }
  }

  /** Where the id is, or the free slot where it belongs. */
  private int slot(long id) {
    long mixed = (id ^ seed) * 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ mixed >>> 32) * 0xd6e8feb86659fd93L;
    int slot = (int) (mixed >>> 33) & (ids.length - 1);
    while (marks[slot] != FREE && ids[slot] != id) {
      slot = (slot + 1) & (ids.length - 1);
    }
    return slot;
  }
}
