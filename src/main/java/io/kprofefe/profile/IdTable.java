package io.kprofefe.profile;

import java.util.concurrent.ThreadLocalRandom;

/**
 * The ids of one kind of entry: which are defined, and which are only referred to. Nine bytes a
 * slot; open addressing with a secret seed, so that nobody can choose ids that all fall on one
 * slot.
 */
final class IdTable {

  private static final byte FREE = 0;
  private static final byte DEFINED = 1;
  private static final byte REFERRED_TO = 2;

  private final long seed = ThreadLocalRandom.current().nextLong();
  private long[] ids = new long[64];
  private byte[] marks = new byte[64];
  private int size;
  private int missing;

  /** False when the id is defined already. */
  boolean define(long id) {
    int slot = slot(id);
    byte mark = marks[slot];
    if (mark == DEFINED) {
      return false;
    }
    if (mark == REFERRED_TO) {
      missing--;
      marks[slot] = DEFINED;
    } else {
      put(slot, id, DEFINED);
    }
    return true;
  }

  void refer(long id) {
    int slot = slot(id);
    if (marks[slot] == FREE) {
      missing++;
      put(slot, id, REFERRED_TO);
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
    int slot = 0;
    while (marks[slot] != REFERRED_TO) {
      slot++;
    }
    return ids[slot];
  }

  private void put(int slot, long id, byte mark) {
    ids[slot] = id;
    marks[slot] = mark;
    size++;
    if (size > ids.length / 2) {
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
