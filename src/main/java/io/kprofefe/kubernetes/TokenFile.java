package io.kprofefe.kubernetes;

import io.fabric8.kubernetes.client.OAuthTokenProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A token that somebody else renews in its file. fabric8 asks before each request, and once more
 * after a 401 (seen with 7.8.0): the file is read again before we take a 401 for an answer.
 */
record TokenFile(Path file) implements OAuthTokenProvider {

  @Override
  public String getToken() {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(new Unreadable(file, e));
    }
  }

  /** There is no token to send; asking without one would only be a 401. */
  static final class Unreadable extends IOException {
    private static final long serialVersionUID = 1L;

    Unreadable(Path file, IOException cause) {
      super("cannot read the token file " + file, cause);
    }
  }
}
