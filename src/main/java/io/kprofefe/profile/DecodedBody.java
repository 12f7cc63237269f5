package io.kprofefe.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;

/**
 * A body without its gzip layer, if it has one: counted, and no byte inflated past the limit.
 * Closing it frees the inflater and leaves the body open.
 */
final class DecodedBody extends InputStream {

  private static final int HEAD = 512;

  private final InputStream decoded;
  private final boolean gzipped;
  private final long limit;
  private final OutputStream copy;
  private final byte[] head = new byte[HEAD];
  private long count;
  private boolean ended;

  private DecodedBody(InputStream decoded, boolean gzipped, long limit, OutputStream copy) {
    this.decoded = decoded;
    this.gzipped = gzipped;
    this.limit = limit;
    this.copy = copy;
  }

  /** Whatever is read is also written to the copy. */
  static DecodedBody of(InputStream body, long limit, OutputStream copy) throws IOException {
    var peeked = new PushbackInputStream(body, 2);
    byte[] first = peeked.readNBytes(2);
    peeked.unread(first);
    boolean gzipped = first.length == 2 && first[0] == 0x1f && first[1] == (byte) 0x8b;
    return new DecodedBody(gzipped ? new GzipMembers(peeked) : peeked, gzipped, limit, copy);
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = decoded.read(bytes, offset, length);
    if (read < 0) {
      ended = true;
      return read;
    }
    if (count < HEAD) {
      System.arraycopy(bytes, offset, head, (int) count, Math.min(read, HEAD - (int) count));
    }
    count += read;
    if (count > limit) {
      throw Refused.tooLarge("decoded it is over the limit of " + limit + " bytes");
    }
    copy.write(bytes, offset, read);
    return read;
  }

  @Override
  public void close() throws IOException {
    if (gzipped) {
      decoded.close();
    }
  }

  boolean gzipped() {
    return gzipped;
  }

  /** Bytes read so far. */
  long count() {
    return count;
  }

  /** Whether the last byte was read. */
  boolean ended() {
    return ended;
  }

  /** The first bytes, as far as they were read. */
  byte[] head() {
    return Arrays.copyOf(head, (int) Math.min(count, HEAD));
  }
}
