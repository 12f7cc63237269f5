package io.kprofefe.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.kprofefe.profile.StoredType;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The days of a directory, over all services and types, and the way to let one go. */
public final class StoredDays {

  private static final Comparator<String> SIDECARS_FIRST =
      Comparator.comparing(name -> !name.endsWith(ProfileFolders.SIDECAR));

  private final ProfileFolders folders;

  StoredDays(ProfileFolders folders) {
    this.folders = folders;
  }

  /** Each day with the bytes of its files, oldest first. */
  public NavigableMap<LocalDate, Long> sizes() throws IOException {
    var sizes = new TreeMap<LocalDate, Long>();
    for (String service : folders.services()) {
      for (StoredType type : StoredType.values()) {
        for (LocalDate day : folders.days(service, type)) {
          long size = 0;
          for (Path file : files(service, type, day)) {
            size += size(file);
          }
          sizes.merge(day, size, Long::sum);
        }
      }
    }
    return sizes;
  }

  /**
   * Removes the profiles of this day, and folders that are empty then. Each JSON goes before its
   * profile, so that none is listed that is going; a writer that needs a folder makes it again.
   * Files that others put there stay.
   */
  public void remove(LocalDate day) throws IOException {
    for (String service : folders.services()) {
      for (StoredType type : StoredType.values()) {
        for (Path file : files(service, type, day)) {
          Files.deleteIfExists(file);
        }
        removeEmpty(folders.folder(service, type, day));
      }
    }
  }

  private List<Path> files(String service, StoredType type, LocalDate day) throws IOException {
    Path folder = folders.folder(service, type, day);
    return folders.names(folder).stream()
        .filter(name -> stem(name).flatMap(s -> ProfileId.of(service, type, day, s)).isPresent())
        .sorted(SIDECARS_FIRST)
        .map(folder::resolve)
        .toList();
  }

  private static Optional<String> stem(String name) {
    return name.endsWith(ProfileFolders.SIDECAR)
        ? Optional.of(name.substring(0, name.length() - ProfileFolders.SIDECAR.length()))
        : ProfileEnding.stem(name);
  }

  private static long size(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS).size();
    } catch (NoSuchFileException goneMeanwhile) {
      return 0;
    }
  }

  /** The day's folder, its type's and its service's. */
  private void removeEmpty(Path folder) throws IOException {
    for (int names = folders.root().relativize(folder).getNameCount(); names > 0; names--) {
      Path relative = folders.root().relativize(folder).subpath(0, names);
      try {
        if (folders.isOurs(folders.root().resolve(relative))) {
          Files.deleteIfExists(folders.root().resolve(relative));
        }
      } catch (DirectoryNotEmptyException stillUsed) {
        return;
      }
    }
  }
}
