package io.kprofefe.registry;

import io.kprofefe.store.StagedProfile;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Why a body is no profile, in the words of Go's parser (seen with Profefe 92baf9f): its clients
 * know these.
 */
final class GoParseError {

  private static final byte[] GZIP = {0x1f, (byte) 0x8b};

  private GoParseError() {}

  /**
   * @param maxDecodedBytes no more than that is inflated to find the words
   */
  static String of(StagedProfile body, long maxDecodedBytes) throws IOException {
    return isGzip(body) ? ofGzip(body, maxDecodedBytes) : ofContent(body.size());
  }

  private static String ofGzip(StagedProfile body, long maxDecodedBytes) throws IOException {
    try (InputStream bytes = body.read()) {
      return ofGzip(new GZIPInputStream(bytes), maxDecodedBytes);
    } catch (EOFException cutOff) {
      return "decompressing profile: unexpected EOF";
    } catch (ZipException notTheFormat) {
      return "decompressing profile: gzip: invalid header";
    }
  }

  private static String ofGzip(GZIPInputStream content, long maxDecodedBytes) throws IOException {
    try {
      long decoded = 0;
      var chunk = new byte[1 << 16];
      for (int read = 0; read >= 0 && decoded <= maxDecodedBytes; read = content.read(chunk)) {
        decoded += read;
      }
      return ofContent(decoded);
    } catch (ZipException damaged) {
      return "Corrupt GZIP trailer".equals(damaged.getMessage())
          ? "decompressing profile: gzip: invalid checksum"
          : "decompressing profile: flate: corrupt input";
    }
  }

  private static String ofContent(long bytes) {
    return "parsing profile: " + (bytes == 0 ? "empty input file" : "unrecognized profile format");
  }

  private static boolean isGzip(StagedProfile body) throws IOException {
    try (InputStream bytes = body.read()) {
      return Arrays.equals(bytes.readNBytes(GZIP.length), GZIP);
    }
  }
}
