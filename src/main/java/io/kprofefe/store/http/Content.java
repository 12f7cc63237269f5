package io.kprofefe.store.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** What goes out as the body of one request: a beginning, and its last byte. */
public interface Content {

  /** In bytes, the last among them. */
  long length();

  /**
   * Writes all but the last byte; leaves the stream open.
   *
   * @throws IOException only what the stream throws
   */
  void writeBeginning(OutputStream out) throws IOException;

  /** The last byte; none where there is nothing to send. */
  byte[] lastByte();

  /** These bytes as they are. */
  static Content of(byte[] bytes) {
    int beginning = Math.max(0, bytes.length - 1);
    return new Content() {

      @Override
      public long length() {
        return bytes.length;
      }

      @Override
      public void writeBeginning(OutputStream out) throws IOException {
        out.write(bytes, 0, beginning);
      }

      @Override
      public byte[] lastByte() {
        return Arrays.copyOfRange(bytes, beginning, bytes.length);
      }
    };
  }
}
