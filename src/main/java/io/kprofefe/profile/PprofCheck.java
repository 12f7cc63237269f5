package io.kprofefe.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Tells whether bytes are a sound pprof, as a stream: of the decoded profile only counters and ids
 * are held. What passes here {@code go tool pprof} opens.
 */
public final class PprofCheck {

  private final PprofLimits limits;

  public PprofCheck(PprofLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads the stream to its end, and leaves it open.
   *
   * @throws ProfileFailure {@code INVALID} when it is not one whole pprof, gzipped or not, with
   *     what it looks like; {@code TOO_LARGE} over a limit
   * @throws IOException only what the stream itself throws
   */
  public PprofSummary check(InputStream body) throws ProfileFailure, IOException {
    return check(body, OutputStream.nullOutputStream());
  }

  /**
   * The same, and the profile without its gzip layer goes to {@code decoded} as it is read; what
   * went there is a profile only when this returns.
   */
  public PprofSummary check(InputStream body, OutputStream decoded)
      throws ProfileFailure, IOException {
    try (var content = DecodedBody.of(body, limits.decodedBytes(), decoded)) {
      return check(content);
    }
  }

  private PprofSummary check(DecodedBody content) throws ProfileFailure, IOException {
    try {
      return new PprofStructure(new Wire(content), limits).read(content);
    } catch (Refused refused) {
      throw failure(content, refused);
    }
  }

  private static ProfileFailure failure(DecodedBody content, Refused refused) {
    String reason =
        refused.outcome() == Outcome.INVALID ? whatItIs(content, refused) : refused.reason();
    return new ProfileFailure(refused.outcome(), "not a pprof profile: " + reason);
  }

  private static String whatItIs(DecodedBody content, Refused refused) {
    if (content.ended() && content.count() == 0) {
      return content.gzipped() ? "the gzip is empty" : "the body is empty";
    }
    return LooksLike.of(content.head())
        .map(what -> "it looks like " + what + (content.gzipped() ? ", gzipped" : ""))
        .orElse(refused.reason());
  }
}
