package io.kprofefe.store.pyroscope;

import io.kprofefe.profile.NarrowedPprof;
import io.kprofefe.profile.PprofSummary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The pprof of a push. It is written anew each time that it is sent, so that no second copy of a
 * profile is held.
 *
 * @param length in bytes, as it is sent
 * @param decodedBytes when unpacked
 */
record SentPprof(long length, long decodedBytes, long samples, Writing writing) {

  /** Writes it, and leaves the stream open. */
  interface Writing {
    void to(OutputStream out) throws IOException;
  }

  static SentPprof asItCame(byte[] bytes, PprofSummary summary) {
    return new SentPprof(
        bytes.length, summary.decodedBytes(), summary.samples(), out -> out.write(bytes));
  }

  /**
   * Without the sample types at these places.
   *
   * @param bytes have passed the check
   */
  static SentPprof without(Set<Integer> leftOut, byte[] bytes) {
    var narrowed = new NarrowedPprof(leftOut);
    var counted = new Counted();
    NarrowedPprof.Size size;
    try {
      size = gzipped(narrowed, bytes, counted);
    } catch (IOException impossible) {
      throw new UncheckedIOException("a profile that was checked cannot be read", impossible);
    }
    return new SentPprof(
        counted.bytes, size.bytes(), size.samples(), out -> gzipped(narrowed, bytes, out));
  }

  private static NarrowedPprof.Size gzipped(NarrowedPprof narrowed, byte[] bytes, OutputStream out)
      throws IOException {
    try (var gzip = new FastGzip(new Unclosed(out))) {
      return narrowed.copy(new ByteArrayInputStream(bytes), gzip);
    }
  }

  /** As Go's own profiles are compressed. */
  private static final class FastGzip extends GZIPOutputStream {

    FastGzip(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  private static final class Counted extends OutputStream {

    private long bytes;

    @Override
    public void write(int one) {
      bytes++;
    }

    @Override
    public void write(byte[] some, int offset, int length) {
      bytes += length;
    }
  }
}
