package io.kprofefe.store;

import static java.nio.file.StandardOpenOption.CREATE_NEW;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Files that overwrite nothing: where the name is taken, a numbered neighbour is made. A
 * half-written file never carries the name.
 */
public final class NewFile {

  /** Says how what is before it is packed: {@code .pb.gz} is one ending. */
  private static final String GZIPPED = ".gz";

  private NewFile() {}

  /** What is written. */
  public interface Content {
    void writeTo(OutputStream stream) throws IOException;
  }

  /**
   * Writes it.
   *
   * @return the file as it is called in the end: {@code flame.html}, or {@code flame-1.html}
   */
  public static Path write(Path wanted, Content content) throws IOException {
    Path folder = wanted.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new NoSuchFileException(folder.toString());
    }
    Path draft = wanted.resolveSibling(".kprofefe-" + UUID.randomUUID() + ".tmp");
    try {
      try (var stream = new BufferedOutputStream(Files.newOutputStream(draft, CREATE_NEW))) {
        content.writeTo(stream);
      }
      return named(draft, wanted);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** A hard link fails when the name is taken, in one step: no other writer can come between. */
  private static Path named(Path draft, Path wanted) throws IOException {
    for (int number = 0; ; number++) {
      Path name = number == 0 ? wanted : neighbour(wanted, number);
      try {
        return link(draft, name);
      } catch (FileAlreadyExistsException taken) {
        // The next neighbour may be free.
      }
    }
  }

  private static Path link(Path draft, Path name) throws IOException {
    try {
      return Files.createLink(name, draft);
    } catch (FileAlreadyExistsException taken) {
      throw taken;
    } catch (FileSystemException noLinksHere) {
      return Files.move(draft, name);
    }
  }

  private static Path neighbour(Path wanted, int number) {
    String name = String.valueOf(wanted.getFileName());
    int dot =
        name.lastIndexOf('.', name.length() - (name.endsWith(GZIPPED) ? GZIPPED.length() + 1 : 0));
    int end = dot > 0 ? dot : name.length();
    return wanted.resolveSibling(name.substring(0, end) + "-" + number + name.substring(end));
  }
}
