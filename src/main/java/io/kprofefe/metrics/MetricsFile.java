package io.kprofefe.metrics;

import io.kprofefe.profile.Untrusted;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file for the textfile collector of Prometheus' node exporter, which reads whatever is called
 * {@code *.prom} at any moment: so the text is written beside it, under a name that does not end
 * so, and then takes its place. Unlike a Pushgateway, it forgets the last success.
 */
public final class MetricsFile {

  /** The node exporter is another user. */
  private static final Set<PosixFilePermission> READABLE_BY_ALL =
      PosixFilePermissions.fromString("rw-r--r--");

  private final Path file;

  public MetricsFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  /**
   * Replaces the file's content, or leaves it as it was.
   *
   * @throws MetricsException when it cannot be written
   */
  public void write(String text) throws MetricsException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new MetricsException(shown() + " is there and is no file");
    }
    try {
      Path written = Files.createTempFile(file.getParent(), ".kprofefe-", ".tmp");
      try {
        Files.writeString(written, text);
        Files.setPosixFilePermissions(written, READABLE_BY_ALL);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(written);
      }
    } catch (IOException unwritable) {
      throw new MetricsException("cannot write " + shown() + ": " + why(unwritable), unwritable);
    }
  }

  private String shown() {
    return Untrusted.shown(file.toString());
  }

  private static String why(IOException unwritable) {
    return switch (unwritable) {
      case NoSuchFileException _ -> "there is no such folder";
      case AccessDeniedException _ -> "permission denied";
      default -> Untrusted.shown(String.valueOf(unwritable.getMessage()));
    };
  }
}
