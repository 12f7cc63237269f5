package io.kprofefe.analysis;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.util.Arrays;

/** A message in the making, in protobuf's form; the next one is made in the same object. */
final class MessageBytes {

  private static final int LONGEST_VARINT = 10;

  private byte[] bytes = new byte[256];
  private int length;

  MessageBytes clear() {
    length = 0;
    return this;
  }

  /** Up to {@link #length()}; the next message overwrites them. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** What is 0 is left out. */
  MessageBytes number(int field, long number) {
    if (number != 0) {
      ensure(2 * LONGEST_VARINT);
      varint(field << 3 | WireFormat.WIRETYPE_VARINT);
      varint(number);
    }
    return this;
  }

  /** The first so many of these numbers, packed; none at all is left out. */
  MessageBytes numbers(int field, int[] numbers, int count) {
    if (count > 0) {
      int size = 0;
      for (int i = 0; i < count; i++) {
        size += CodedOutputStream.computeUInt32SizeNoTag(numbers[i]);
      }
      lengthDelimited(field, size);
      for (int i = 0; i < count; i++) {
        varint(numbers[i]);
      }
    }
    return this;
  }

  MessageBytes message(int field, MessageBytes message) {
    lengthDelimited(field, message.length);
    return append(message);
  }

  /** The fields of another one. */
  MessageBytes append(MessageBytes fields) {
    ensure(fields.length);
    System.arraycopy(fields.bytes, 0, bytes, length, fields.length);
    length += fields.length;
    return this;
  }

  private void lengthDelimited(int field, int size) {
    ensure(2 * LONGEST_VARINT + size);
    varint(field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED);
    varint(size);
  }

  private void varint(long number) {
    long rest = number;
    while ((rest & ~0x7fL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
