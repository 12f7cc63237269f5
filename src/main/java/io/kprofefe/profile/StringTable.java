package io.kprofefe.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What is checked about the strings of a profile: how many there are, and the largest index that
 * anything names. Of the strings themselves only the first few are kept, for the sample types'
 * names: every known writer puts those first.
 */
final class StringTable {

  private static final int KEPT = 1024;
  private static final int KEPT_BYTES = 128;

  private final PprofLimits limits;

  /** The kept strings, one after the other, and where each ends. */
  private byte[] kept = new byte[1024];

  private final int[] ends = new int[KEPT];

  private long count;
  private long largestIndex;

  StringTable(PprofLimits limits) {
    this.limits = limits;
  }

  /** The next string, in the current field. */
  void read(Wire wire) throws IOException {
    int length = wire.length();
    if (count == 0 && length != 0) {
      throw Refused.invalid("its string table does not begin with the empty string");
    }
    if (count < KEPT) {
      int keep = Math.min(length, KEPT_BYTES);
      keep(wire, keep);
      wire.skipBytes(length - keep);
    } else {
      wire.skipBytes(length);
    }
    count++;
    limits.countEntries("strings", count);
  }

  /** Something names the string with this index, which may come later. */
  void refer(long index) throws Refused {
    if (index < 0) {
      throw Refused.invalid("it names string " + index);
    }
    largestIndex = Math.max(largestIndex, index);
  }

  /** Once all strings have been read. */
  void verify() throws Refused {
    if (count == 0) {
      throw Refused.invalid("it has no string table");
    }
    if (largestIndex >= count) {
      throw Refused.invalid("it names string " + largestIndex + " and has only " + count);
    }
  }

  /** The string with this index; a question mark for one too far down the table to be kept. */
  String shown(long index) {
    if (index >= Math.min(count, KEPT)) {
      return "?";
    }
    int start = start((int) index);
    return Untrusted.shown(
        new String(kept, start, ends[(int) index] - start, StandardCharsets.UTF_8));
  }

  private void keep(Wire wire, int length) throws IOException {
    int start = start((int) count);
    if (start + length > kept.length) {
      kept = Arrays.copyOf(kept, 2 * kept.length);
    }
    wire.bytes(kept, start, length);
    ends[(int) count] = start + length;
  }

  private int start(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }
}
