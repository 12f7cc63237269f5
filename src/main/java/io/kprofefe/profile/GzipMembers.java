package io.kprofefe.profile;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What gzip members hold, one after the other, to the very end of the body: every header, checksum
 * and length is verified, and nothing may follow the last member. The JDK's own {@code
 * GZIPInputStream} ignores what follows. Closing it does not close the body.
 */
final class GzipMembers extends InputStream {

  private static final int MAGIC = 0x1f8b;
  private static final int DEFLATE = 8;

  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  /** Go reads no longer name or comment, with the zero at its end. */
  private static final int LONGEST_TEXT = 512;

  private static final int END = -1;

  private final InputStream body;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final CRC32 headerChecksum = new CRC32();
  private final byte[] input = new byte[8192];
  private int at;
  private int filled;
  private boolean started;
  private boolean ended;

  GzipMembers(InputStream body) {
    this.body = body;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) == END ? END : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!started) {
      started = true;
      header(rawByte());
    }
    while (!ended) {
      int inflated = inflate(bytes, offset, length);
      if (inflated > 0) {
        checksum.update(bytes, offset, inflated);
        return inflated;
      }
      if (inflater.finished()) {
        at = filled - inflater.getRemaining();
        trailer();
        nextMember();
      } else if (inflater.needsDictionary()) {
        throw damaged("it asks for a dictionary");
      } else {
        feed();
      }
    }
    return END;
  }

  @Override
  public void close() {
    inflater.end();
  }

  private int inflate(byte[] bytes, int offset, int length) throws Refused {
    try {
      return inflater.inflate(bytes, offset, length);
    } catch (DataFormatException damage) {
      throw damaged("its compressed data makes no sense");
    }
  }

  private void feed() throws IOException {
    if (!fill()) {
      throw cutOff();
    }
    inflater.setInput(input, 0, filled);
  }

  private void header(int first) throws IOException {
    headerChecksum.reset();
    headerChecksum.update(first);
    if ((first << 8 | headerByte()) != MAGIC) {
      throw Refused.invalid("bytes follow the end of the gzip");
    }
    int method = headerByte();
    int flags = headerByte();
    if (method != DEFLATE) {
      throw damaged("its header makes no sense");
    }
    skipHeaderBytes(6); // time, extra flags, system
    if ((flags & EXTRA) != 0) {
      skipHeaderBytes(headerByte() | headerByte() << 8);
    }
    if ((flags & NAME) != 0) {
      skipHeaderText();
    }
    if ((flags & COMMENT) != 0) {
      skipHeaderText();
    }
    if ((flags & HEADER_CHECKSUM) != 0) {
      int computed = (int) headerChecksum.getValue() & 0xffff;
      if ((needByte() | needByte() << 8) != computed) {
        throw damaged("its header's checksum is wrong");
      }
    }
    inflater.reset();
    inflater.setInput(input, at, filled - at);
    checksum.reset();
  }

  private void skipHeaderText() throws IOException {
    for (int length = 1; headerByte() != 0; length++) {
      if (length == LONGEST_TEXT) {
        throw damaged("its header is too long");
      }
    }
  }

  private void skipHeaderBytes(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      headerByte();
    }
  }

  private void trailer() throws IOException {
    if (littleEndian() != (int) checksum.getValue()) {
      throw damaged("its checksum is wrong");
    }
    if (littleEndian() != (int) inflater.getBytesWritten()) {
      throw damaged("its length is wrong");
    }
  }

  private void nextMember() throws IOException {
    int first = rawByte();
    if (first == END) {
      ended = true;
    } else {
      header(first);
    }
  }

  private int littleEndian() throws IOException {
    return needByte() | needByte() << 8 | needByte() << 16 | needByte() << 24;
  }

  private int headerByte() throws IOException {
    int value = needByte();
    headerChecksum.update(value);
    return value;
  }

  private int needByte() throws IOException {
    int value = rawByte();
    if (value == END) {
      throw cutOff();
    }
    return value;
  }

  private int rawByte() throws IOException {
    return at < filled || fill() ? input[at++] & 0xff : END;
  }

  private boolean fill() throws IOException {
    at = 0;
    filled = Math.max(0, body.read(input));
    return filled > 0;
  }

  private static Refused cutOff() {
    return Refused.invalid("the gzip is cut off");
  }

  private static Refused damaged(String how) {
    return Refused.invalid("the gzip is damaged: " + how);
  }
}
