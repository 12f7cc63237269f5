package io.kprofefe.analysis;

import com.google.protobuf.WireFormat;

/**
 * The fields of a message, one after the other and without an object for each. Only for bytes that
 * passed the check: it has seen that every field ends within its message and has its own wire type.
 */
final class Fields {

  private final byte[] bytes;
  private final int limit;
  private int at;

  private int field;
  private boolean isNumber;
  private long number;
  private int start;

  /** The message that these bytes are, without its own tag and length. */
  Fields(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.at = start;
    this.limit = end;
  }

  /** Goes to the next field; false when there is none. */
  boolean next() {
    if (at >= limit) {
      return false;
    }
    int tag = (int) varint();
    field = tag >>> 3;
    isNumber = false;
    switch (tag & 7) {
      case WireFormat.WIRETYPE_VARINT -> {
        isNumber = true;
        number = varint();
      }
      case WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
        int length = (int) varint();
        start = at;
        at += length;
      }
      case WireFormat.WIRETYPE_FIXED64 -> at += Long.BYTES;
      case WireFormat.WIRETYPE_FIXED32 -> at += Integer.BYTES;
      default -> throw new IllegalStateException("a checked profile has wire type " + (tag & 7));
    }
    return true;
  }

  /** Which field it is. */
  int field() {
    return field;
  }

  /** What the current field holds, when it is a number. */
  long number() {
    return number;
  }

  /** Where the content of the current field begins, when it is bytes or a message. */
  int start() {
    return start;
  }

  /** Where the current field ends, and the next begins. */
  int end() {
    return at;
  }

  /** The message in the current field. */
  Fields message() {
    return new Fields(bytes, start, at);
  }

  /** The numbers in the current field of a repeated number: several packed, or one. */
  void numbers(Numbers into) {
    if (isNumber) {
      into.add(number);
      return;
    }
    int next = at;
    at = start;
    while (at < next) {
      into.add(varint());
    }
  }

  private long varint() {
    byte next = bytes[at++];
    if (next >= 0) {
      return next;
    }
    long value = next & 0x7f;
    for (int shift = 7; next < 0; shift += 7) {
      next = bytes[at++];
      value |= (long) (next & 0x7f) << shift;
    }
    return value;
  }
}
