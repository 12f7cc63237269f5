package io.kprofefe.profile;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Tells whether bytes are an execution trace, by the 16 bytes that each begins with. What follows
 * is only counted: the format changes with every few releases of Go.
 */
public final class TraceCheck {

  private static final int HEAD = 512;

  private final long limit;

  /**
   * @param limit the largest trace, in bytes
   */
  public TraceCheck(long limit) {
    this.limit = limit;
  }

  /** Whether this begins as a trace does. */
  public static boolean isTrace(byte[] body) {
    return LooksLike.isTrace(Arrays.copyOf(body, Math.min(body.length, HEAD)));
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
    byte[] head = body.readNBytes(HEAD);
    if (!LooksLike.isTrace(head)) {
      throw new ProfileFailure(Outcome.INVALID, "not an execution trace: " + whatItIs(head));
    }
    return head.length + countRest(body, head.length);
  }

  private static String whatItIs(byte[] head) {
    return head.length == 0
        ? "the body is empty"
        : LooksLike.of(head)
            .map(what -> "it looks like " + what)
            .orElse("it does not begin as Go's traces do");
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
