package io.kprofefe.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Set;

/**
 * A profile that has passed its check, without some of its sample types: copied as a stream, of
 * which one sample is held at a time.
 */
public final class NarrowedPprof {

  private final Set<Integer> leftOut;

  /**
   * @param leftOut the places of sample types, from 0
   */
  public NarrowedPprof(Set<Integer> leftOut) {
    this.leftOut = Set.copyOf(leftOut);
  }

  /**
   * What a copy came to.
   *
   * @param samples that are not all zeros
   */
  public record Size(long samples, long bytes) {}

  /**
   * Copies it, without its gzip layer, and leaves both streams open. A sample of which only zeros
   * are left is left out as well.
   *
   * @throws IOException what the streams throw, or when it would not pass the check
   */
  public Size copy(InputStream pprof, OutputStream to) throws IOException {
    try (var decoded = DecodedBody.of(pprof, Long.MAX_VALUE, OutputStream.nullOutputStream())) {
      return new NarrowingCopy(new Wire(decoded), to, leftOut).all();
    }
  }
}
