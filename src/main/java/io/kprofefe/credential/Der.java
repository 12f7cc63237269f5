package io.kprofefe.credential;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** As much of ASN.1's DER as it takes to put an algorithm before a key. */
final class Der {

  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final int LONG = 0x80;

  private Der() {}

  static byte[] sequence(byte[]... elements) {
    var content = new ByteArrayOutputStream();
    for (byte[] element : elements) {
      content.writeBytes(element);
    }
    return element(SEQUENCE, content.toByteArray());
  }

  static byte[] octets(byte[] content) {
    return element(OCTETS, content);
  }

  /** The first element of a sound sequence, whole. */
  static byte[] firstOf(byte[] sequence) {
    int first = content(sequence, 0);
    int end = content(sequence, first) + length(sequence, first);
    return Arrays.copyOfRange(sequence, first, end);
  }

  private static byte[] element(int tag, byte[] content) {
    var element = new ByteArrayOutputStream();
    element.write(tag);
    int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(content.length) + 7) / 8;
    if (content.length < LONG) {
      element.write(content.length);
    } else {
      element.write(LONG | bytes);
      for (int at = bytes - 1; at >= 0; at--) {
        element.write(content.length >>> (8 * at));
      }
    }
    element.writeBytes(content);
    return element.toByteArray();
  }

  /** Where the content of the element at this place begins. */
  private static int content(byte[] der, int at) {
    return at + 2 + (isLong(der, at) ? der[at + 1] & 0x7f : 0);
  }

  private static int length(byte[] der, int at) {
    if (!isLong(der, at)) {
      return der[at + 1];
    }
    int length = 0;
    for (int i = at + 2; i < content(der, at); i++) {
      length = (length << 8) | (der[i] & 0xff);
    }
    return length;
  }

  private static boolean isLong(byte[] der, int at) {
    return (der[at + 1] & LONG) != 0;
  }
}
