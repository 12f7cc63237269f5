package io.kprofefe.profile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Tells whether bytes are an execution trace, by the 16 bytes that each begins with. What follows
 * is only counted: the format changes with every few releases of Go.
 */
public final class TraceCheck {

  private static final int HEADER = 16;

  /** {@code go 1.5 trace} up to {@code go 1.999 trace}, filled up with zeros. */
  private static final Pattern GO_TRACE = Pattern.compile("go 1\\.\\d{1,3} trace\0{2,4}");

  private final long limit;

  /**
   * @param limit the largest trace, in bytes
   */
  public TraceCheck(long limit) {
    this.limit = limit;
  }

  /**
   * Reads the stream to its end, and leaves it open.
   *
   * @return its size in bytes
   * @throws ProfileFailure {@code INVALID} with what it looks like; {@code TOO_LARGE} over the
   *     limit
   * @throws IOException only what the stream itself throws
   */
  public long check(InputStream body) throws ProfileFailure, IOException {
    byte[] head = body.readNBytes(512);
    String header =
        new String(Arrays.copyOf(head, Math.min(head.length, HEADER)), StandardCharsets.ISO_8859_1);
    if (!GO_TRACE.matcher(header).matches() || header.length() != HEADER) {
      String what = LooksLike.of(head).orElse("bytes of another kind");
      throw new ProfileFailure(Outcome.INVALID, "not an execution trace: it looks like " + what);
    }
    return head.length + countRest(body, head.length);
  }

  private long countRest(InputStream body, long before) throws ProfileFailure, IOException {
    var buffer = new byte[8192];
    long count = 0;
    for (int read = 0; read >= 0; read = body.read(buffer)) {
      count += read;
      if (before + count > limit) {
        throw new ProfileFailure(
            Outcome.TOO_LARGE, "the trace is over the limit of " + limit + " bytes");
      }
    }
    return count;
  }
}
