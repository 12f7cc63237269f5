package io.kprofefe.registry;

import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.store.StagedProfile;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Why a body is no profile: in the words of Go's parser where it would have these (seen with
 * Profefe 92baf9f), for its clients know them; else in those of our own check.
 */
final class GoParseError {

  private static final byte[] GZIP = {0x1f, (byte) 0x8b};
  private static final int BUFFER = 1 << 16;

  private GoParseError() {}

  /**
   * @param maxDecodedBytes no more is decoded to find the words
   * @param failure what our own check says
   */
  static String of(StagedProfile body, long maxDecodedBytes, ProfileFailure failure)
      throws IOException {
    try (InputStream bytes = body.read();
        InputStream content = new BufferedInputStream(decoded(bytes), BUFFER)) {
      return switch (ProfileFields.of(content, maxDecodedBytes)) {
        case NOTHING -> "parsing profile: empty input file";
        case NO_PROTOBUF -> "parsing profile: unrecognized profile format";
        case TWO_PROFILES -> "parsing profile: concatenated profiles detected";
        case PROTOBUF -> "malformed profile: " + failure.reason();
      };
    } catch (EOFException cutOff) {
      return "decompressing profile: unexpected EOF";
    } catch (ZipException damaged) {
      return "decompressing profile: " + words(damaged);
    }
  }

  private static String words(ZipException damaged) {
    return switch (String.valueOf(damaged.getMessage())) {
      case "Corrupt GZIP trailer" -> "gzip: invalid checksum";
      case "Not in GZIP format", "Unsupported compression method", "Corrupt GZIP header" ->
          "gzip: invalid header";
      default -> "flate: corrupt input";
    };
  }

  private static InputStream decoded(InputStream bytes) throws IOException {
    var peeked = new PushbackInputStream(bytes, GZIP.length);
    byte[] start = peeked.readNBytes(GZIP.length);
    peeked.unread(start);
    return Arrays.equals(start, GZIP) ? new GZIPInputStream(peeked, BUFFER) : peeked;
  }
}
