package io.kprofefe.profile;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;

/**
 * Protobuf's wire format, read as strictly as google/pprof reads it: no groups, and every known
 * field in its own wire type. Nothing recurses but the caller, and nothing is kept.
 */
final class Wire {

  private static final long LARGEST_TAG = (1L << 32) - 1;
  private static final int LONGEST_VARINT = 10;

  private final InputStream in;
  private final byte[] buffer = new byte[8192];
  private int filled;
  private int at;

  /** Where the current message ends in the buffer, or else the buffer. */
  private int end;

  /** How much of the stream came before the buffer. */
  private long before;

  /** Where the current message ends in the stream. */
  private long limit = Long.MAX_VALUE;

  private int field;
  private int type;

  /** Is given each of several numbers. */
  interface Numbers {
    void number(long value) throws IOException;
  }

  Wire(InputStream in) {
    this.in = in;
  }

  /** Goes to the next field of the current message, at first of what the whole stream is. */
  boolean next() throws IOException {
    if (!hasMore()) {
      return false;
    }
    long tag = varint();
    if (tag >>> 3 == 0 || tag < 0 || tag > LARGEST_TAG) {
      throw malformed("there is no field " + Long.toUnsignedString(tag >>> 3));
    }
    type = (int) tag & 7;
    field = (int) (tag >>> 3);
    return true;
  }

  /** Which field it is; it must be read or skipped before the next. */
  int field() {
    return field;
  }

  /**
   * Into the message in the current field: the next field is the first of it.
   *
   * @return what {@link #leave} wants, once there is no next field
   */
  long enter() throws IOException {
    int length = length();
    long outer = limit;
    limit = position() + length;
    if (limit > outer) {
      throw tooLongForItsMessage();
    }
    findEnd();
    return outer;
  }

  /** Out of a message again. The stream may have ended before the message did. */
  void leave(long outer) throws IOException {
    if (position() < limit) {
      throw cutOff();
    }
    limit = outer;
    findEnd();
  }

  /** The number in the current field. */
  long number() throws IOException {
    expect(WireFormat.WIRETYPE_VARINT);
    return varint();
  }

  /** The numbers in the current field of a repeated number: several packed, or one. */
  void numbers(Numbers numbers) throws IOException {
    if (type == WireFormat.WIRETYPE_VARINT) {
      numbers.number(varint());
      return;
    }
    long outer = enter();
    while (hasMore()) {
      numbers.number(varint());
    }
    leave(outer);
  }

  /** The length of the bytes in the current field, which come next. */
  int length() throws IOException {
    expect(WireFormat.WIRETYPE_LENGTH_DELIMITED);
    long length = varint();
    if (length < 0 || length > Integer.MAX_VALUE) {
      throw malformed("a field says it is " + Long.toUnsignedString(length) + " bytes long");
    }
    return (int) length;
  }

  void bytes(byte[] into, int offset, int length) throws IOException {
    int copied = 0;
    while (copied < length) {
      need();
      int step = Math.min(length - copied, end - at);
      System.arraycopy(buffer, at, into, offset + copied, step);
      at += step;
      copied += step;
    }
  }

  void skipBytes(int length) throws IOException {
    int left = length;
    while (left > end - at) {
      left -= end - at;
      at = end;
      need();
    }
    at += left;
  }

  /** Steps over the current field, whatever it holds. */
  void skip() throws IOException {
    switch (type) {
      case WireFormat.WIRETYPE_VARINT -> varint();
      case WireFormat.WIRETYPE_FIXED64 -> skipBytes(Long.BYTES);
      case WireFormat.WIRETYPE_LENGTH_DELIMITED -> skipBytes(length());
      case WireFormat.WIRETYPE_FIXED32 -> skipBytes(Integer.BYTES);
      default -> throw malformed("wire type " + type + " has no place in a profile");
    }
  }

  /** Writes the current field as it stands, whatever it holds. */
  void copy(CodedOutputStream to) throws IOException {
    to.writeTag(field, type);
    switch (type) {
      case WireFormat.WIRETYPE_VARINT -> to.writeUInt64NoTag(varint());
      case WireFormat.WIRETYPE_FIXED64 -> copyBytes(Long.BYTES, to);
      case WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
        int length = length();
        to.writeUInt32NoTag(length);
        copyBytes(length, to);
      }
      case WireFormat.WIRETYPE_FIXED32 -> copyBytes(Integer.BYTES, to);
      default -> throw malformed("wire type " + type + " has no place in a profile");
    }
  }

  private void copyBytes(int length, CodedOutputStream to) throws IOException {
    int left = length;
    while (left > 0) {
      need();
      int step = Math.min(left, end - at);
      to.writeRawBytes(buffer, at, step);
      at += step;
      left -= step;
    }
  }

  private long varint() throws IOException {
    if (filled - at < LONGEST_VARINT) {
      return varintAtBuffersEnd();
    }
    byte[] bytes = buffer;
    int from = at;
    byte next = bytes[from++];
    long value = next & 0x7f;
    for (int shift = 7; next < 0; shift += 7) {
      if (shift == 7 * LONGEST_VARINT) {
        throw malformed("a number of more than ten bytes");
      }
      next = bytes[from++];
      value |= (long) (next & 0x7f) << shift;
    }
    at = from;
    if (at > end) {
      throw tooLongForItsMessage();
    }
    return value;
  }

  private long varintAtBuffersEnd() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 7 * LONGEST_VARINT; shift += 7) {
      need();
      byte next = buffer[at++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw malformed("a number of more than ten bytes");
  }

  /** Whether the current message has another byte, which is in the buffer then. */
  private boolean hasMore() throws IOException {
    return at < end || (position() < limit && fill());
  }

  private void need() throws IOException {
    if (!hasMore()) {
      throw position() < limit ? cutOff() : tooLongForItsMessage();
    }
  }

  private boolean fill() throws IOException {
    before += filled;
    at = 0;
    filled = Math.max(0, in.read(buffer));
    findEnd();
    return filled > 0;
  }

  private void findEnd() {
    end = (int) Math.min(filled, limit - before);
  }

  private long position() {
    return before + at;
  }

  private void expect(int wanted) throws Refused {
    if (type != wanted) {
      throw malformed("wire type " + type + " where " + wanted + " belongs");
    }
  }

  private Refused tooLongForItsMessage() {
    return malformed("a field is longer than what it is in");
  }

  private Refused cutOff() {
    return Refused.invalid("it is cut off after " + position() + " bytes");
  }

  private Refused malformed(String how) {
    return Refused.invalid("not a sound protobuf at byte " + position() + ": " + how);
  }
}
