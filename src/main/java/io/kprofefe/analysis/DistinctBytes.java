package io.kprofefe.analysis;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Rows of bytes, each once and numbered from 0 up as they come: strings, stacks, or entries in
 * their protobuf form. Held are the bytes themselves and some 30 bytes a row, in few large arrays.
 *
 * <p>The hash is a polynomial over the integers modulo a prime at a secret point: whoever chooses
 * the rows cannot know which of them collide, and whatever they are, few do.
 */
final class DistinctBytes {

  private static final long PRIME = (1L << 31) - 1;
  private static final int CHUNK = 1 << 18;
  private static final long FREE = 0;

  private final long point = ThreadLocalRandom.current().nextLong(1 << 20, PRIME);

  /** The bytes of each row are in one chunk. */
  private final List<byte[]> chunks = new ArrayList<>();

  private byte[] chunk = new byte[0];
  private int filled;

  private int size;
  private long bytes;

  /** Of each row: its chunk, and in the lower half where it begins there. */
  private long[] places = new long[64];

  private int[] lengths = new int[64];

  /** The number of a row and one more, with its hash in the upper half; open addressing. */
  private long[] slots = new long[256];

  int number(MessageBytes row) {
    return number(row.bytes(), 0, row.length());
  }

  /** The number of the row that these bytes are; a new one is copied. */
  int number(byte[] from, int start, int end) {
    int hash = hash(from, start, end);
    int slot = hash & slots.length - 1;
    for (long taken = slots[slot]; taken != FREE; taken = slots[slot]) {
      int row = (int) taken - 1;
      if ((int) (taken >>> 32) == hash && isRow(row, from, start, end)) {
        return row;
      }
      slot = slot + 1 & slots.length - 1;
    }
    slots[slot] = (long) hash << 32 | size + 1;
    return add(from, start, end - start);
  }

  /** The number here of a row of another. */
  int number(DistinctBytes other, int row) {
    return number(other.chunk(row), other.start(row), other.start(row) + other.lengths[row]);
  }

  int size() {
    return size;
  }

  /** As {@link java.util.Comparator#compare}, by their bytes. */
  int compare(int row, int other) {
    return Arrays.compareUnsigned(
        chunk(row),
        start(row),
        start(row) + lengths[row],
        chunk(other),
        start(other),
        start(other) + lengths[other]);
  }

  /** Of all rows together. */
  long bytes() {
    return bytes;
  }

  int length(int row) {
    return lengths[row];
  }

  /** A row that is a message. */
  Fields row(int row) {
    return new Fields(chunk(row), start(row), start(row) + lengths[row]);
  }

  void write(int row, CodedOutputStream out) throws IOException {
    out.write(chunk(row), start(row), lengths[row]);
  }

  private byte[] chunk(int row) {
    return chunks.get((int) (places[row] >>> 32));
  }

  private int start(int row) {
    return (int) places[row];
  }

  private boolean isRow(int row, byte[] from, int start, int end) {
    int rowStart = start(row);
    return Arrays.equals(chunk(row), rowStart, rowStart + lengths[row], from, start, end);
  }

  private int add(byte[] from, int start, int length) {
    if (chunks.isEmpty() || chunk.length - filled < length) {
      chunk = new byte[Math.max(CHUNK, length)];
      chunks.add(chunk);
      filled = 0;
    }
    if (size == lengths.length) {
      places = Arrays.copyOf(places, size + size / 2);
      lengths = Arrays.copyOf(lengths, size + size / 2);
    }
    System.arraycopy(from, start, chunk, filled, length);
    places[size] = (chunks.size() - 1L) << 32 | filled;
    lengths[size] = length;
    filled += length;
    bytes += length;
    size++;
    if (size > slots.length / 2) {
      growSlots();
    }
    return size - 1;
  }

  private void growSlots() {
    long[] old = slots;
    slots = new long[old.length * 2];
    for (long taken : old) {
      if (taken != FREE) {
        int slot = (int) (taken >>> 32) & slots.length - 1;
        while (slots[slot] != FREE) {
          slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = taken;
      }
    }
  }

  /** Three bytes at a time, which are less than the prime; the length stands first. */
  private int hash(byte[] from, int start, int end) {
    long hash = (long) end - start;
    int at = start;
    for (; at + 2 < end; at += 3) {
      int three = (from[at] & 0xff) | ((from[at + 1] & 0xff) << 8) | ((from[at + 2] & 0xff) << 16);
      hash = modulo(hash * point + three);
    }
    for (; at < end; at++) {
      hash = modulo(hash * point + (from[at] & 0xff));
    }
    return (int) modulo(hash * point);
  }

  /** Of a number of 62 bits; what comes out has 31, and may be a little more than the rest. */
  private static long modulo(long number) {
    long folded = (number & PRIME) + (number >>> 31);
    return (folded & PRIME) + (folded >>> 31);
  }
}
