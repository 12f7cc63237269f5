package io.kprofefe.profile;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;

/**
 * Protobuf's wire format, read as strictly as google/pprof reads it: no groups, and every known
 * field in its own wire type. Nothing recurses but the caller, and nothing is kept.
 */
final class Wire {

  private static final long LARGEST_TAG = (1L << 32) - 1;

  private final CodedInputStream in;
  private int type;

  /** Is told the number of each field of a message; must read or skip it. */
  interface Fields {
    void field(int number) throws IOException;
  }

  /** Is given each of several numbers. */
  interface Numbers {
    void number(long value) throws IOException;
  }

  Wire(InputStream in) {
    this.in = CodedInputStream.newInstance(in);
  }

  /** The fields of the message that the whole stream is. */
  void fields(Fields fields) throws IOException {
    while (!in.isAtEnd()) {
      long tag = varint();
      if (tag >>> 3 == 0 || tag < 0 || tag > LARGEST_TAG) {
        throw malformed("there is no field " + Long.toUnsignedString(tag >>> 3));
      }
      type = WireFormat.getTagWireType((int) tag);
      fields.field(WireFormat.getTagFieldNumber((int) tag));
    }
  }

  /** The fields of the message in the current field. */
  void message(Fields fields) throws IOException {
    int outer = in.pushLimit(length());
    fields(fields);
    leave(outer);
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
    int outer = in.pushLimit(length());
    while (!in.isAtEnd()) {
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

  byte[] bytes(int length) throws IOException {
    return in.readRawBytes(length);
  }

  void skipBytes(int length) throws IOException {
    in.skipRawBytes(length);
  }

  /** Steps over the current field, whatever it holds. */
  void skip() throws IOException {
    switch (type) {
      case WireFormat.WIRETYPE_VARINT -> varint();
      case WireFormat.WIRETYPE_FIXED64 -> in.skipRawBytes(Long.BYTES);
      case WireFormat.WIRETYPE_LENGTH_DELIMITED -> in.skipRawBytes(length());
      case WireFormat.WIRETYPE_FIXED32 -> in.skipRawBytes(Integer.BYTES);
      default -> throw malformed("wire type " + type + " has no place in a profile");
    }
  }

  /** Ten bytes at most, which {@code readRawVarint64} does not always see to. */
  private long varint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      byte next = in.readRawByte();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw malformed("a number of more than ten bytes");
  }

  /** The stream may have ended before the message did. */
  private void leave(int outer) throws IOException {
    if (in.getBytesUntilLimit() > 0) {
      throw Refused.invalid("it is cut off after " + in.getTotalBytesRead() + " bytes");
    }
    in.popLimit(outer);
  }

  private void expect(int wanted) throws Refused {
    if (type != wanted) {
      throw malformed("wire type " + type + " where " + wanted + " belongs");
    }
  }

  private Refused malformed(String how) {
    return Refused.invalid("not a sound protobuf at byte " + in.getTotalBytesRead() + ": " + how);
  }
}
