package io.kprofefe.registry;

import java.io.IOException;
import java.io.InputStream;

/**
 * The outermost fields of a pprof, walked over to tell bytes that are no protobuf at all from a
 * profile with something wrong in it.
 */
final class ProfileFields {

  private static final int TIME_NANOS = 9;
  private static final int LONGEST_VARINT = 64;

  private final InputStream content;
  private long left;
  private long timeNanos;

  private ProfileFields(InputStream content, long maxBytes) {
    this.content = content;
    this.left = maxBytes;
  }

  /** What bytes are, as far as Go's parser distinguishes. */
  enum Kind {
    NOTHING,
    NO_PROTOBUF,
    TWO_PROFILES,
    PROTOBUF
  }

  /**
   * @param maxBytes what comes behind so many is not looked at
   * @throws IOException only what the stream itself throws
   */
  static Kind of(InputStream content, long maxBytes) throws IOException {
    var fields = new ProfileFields(content, maxBytes);
    Kind kind = fields.kind();
    // to the end: only there does a gzip turn out to be damaged, which counts more
    fields.skipRest();
    return kind;
  }

  private void skipRest() throws IOException {
    while (read() >= 0) {
      // read() counts
    }
  }

  private Kind kind() throws IOException {
    int tag = read();
    if (tag < 0) {
      return Kind.NOTHING;
    }
    try {
      for (; tag >= 0; tag = read()) {
        if (!skip(varint(tag))) {
          return Kind.TWO_PROFILES;
        }
      }
      return Kind.PROTOBUF;
    } catch (NoProtobufException notOne) {
      return Kind.NO_PROTOBUF;
    }
  }

  /** False when the field says that a second profile has begun: a time stands after a time. */
  private boolean skip(long tag) throws IOException {
    switch ((int) tag & 7) {
      case 0 -> {
        long value = varint(need());
        if (tag >>> 3 == TIME_NANOS) {
          if (timeNanos != 0) {
            return false;
          }
          timeNanos = value;
        }
      }
      case 1 -> skipBytes(8);
      case 2 -> skipBytes(varint(need()));
      case 5 -> skipBytes(4);
      default -> throw new NoProtobufException();
    }
    return true;
  }

  private long varint(int first) throws IOException {
    long value = first & 0x7f;
    int next = first;
    for (int shift = 7; next >= 0x80; shift += 7) {
      if (shift >= LONGEST_VARINT) {
        throw new NoProtobufException();
      }
      next = need();
      value |= (next & 0x7fL) << shift;
    }
    return value;
  }

  private int need() throws IOException {
    int next = read();
    if (next < 0) {
      throw new NoProtobufException();
    }
    return next;
  }

  private int read() throws IOException {
    return left-- > 0 ? content.read() : -1;
  }

  /** Not what the stream throws, so that a broken disk is not taken for a broken profile. */
  private static final class NoProtobufException extends IOException {

    private static final long serialVersionUID = 1L;
  }

  private void skipBytes(long count) throws IOException {
    for (long left = count; left != 0; left--) {
      need();
    }
  }
}
