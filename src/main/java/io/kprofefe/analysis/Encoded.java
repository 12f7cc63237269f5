package io.kprofefe.analysis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes as the key of a map: a string, or an entry in its protobuf form without its id. Comparable,
 * so that many keys of one hash, as somebody may choose them, cost a tree and not a list.
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, below; never changed
record Encoded(byte[] bytes) implements Comparable<Encoded> {

  @Override
  public int compareTo(Encoded other) {
    return Arrays.compare(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Encoded encoded && Arrays.equals(bytes, encoded.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** As text; what is no UTF-8 becomes replacement characters. */
  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
