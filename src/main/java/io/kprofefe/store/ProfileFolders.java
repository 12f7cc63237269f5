package io.kprofefe.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.kprofefe.profile.StoredType;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is there, by names alone. Whatever is not named as we name things, and every symbolic link
 * below the directory, is somebody else's and not seen: so nothing is ever read or written outside.
 */
final class ProfileFolders {

  static final String SIDECAR = ".json";

  private final Path root;

  /**
   * @param root absolute; may itself be a symbolic link
   */
  ProfileFolders(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  Path folder(String service, StoredType type, LocalDate day) {
    return types(service).resolve(type.word()).resolve(day.toString());
  }

  Path sidecar(ProfileId id) {
    return folder(id.service(), id.type(), id.day()).resolve(id.stem() + SIDECAR);
  }

  /** All services with a folder, sorted. */
  List<String> services() throws IOException {
    return names(root).stream()
        .map(ServiceFolder::service)
        .flatMap(Optional::stream)
        .sorted()
        .toList();
  }

  /** The days of this service and type, oldest first. */
  List<LocalDate> days(String service, StoredType type) throws IOException {
    if (ServiceFolder.of(service).isEmpty()) {
      return List.of();
    }
    return names(types(service).resolve(type.word())).stream()
        .map(ProfileId::day)
        .flatMap(Optional::stream)
        .sorted()
        .toList();
  }

  /** The profiles of one day that have their JSON: it is written first, so they are whole. */
  List<ListedProfile> profiles(String service, StoredType type, LocalDate day) throws IOException {
    Path folder = folder(service, type, day);
    Set<String> names = new HashSet<>(names(folder));
    var profiles = new ArrayList<ListedProfile>();
    for (String name : names) {
      ProfileEnding.stem(name)
          .filter(stem -> names.contains(stem + SIDECAR))
          .flatMap(stem -> ProfileId.of(service, type, day, stem))
          .ifPresent(id -> profiles.add(new ListedProfile(id, folder.resolve(name))));
    }
    return profiles;
  }

  /** The file of this profile; empty when it is not there, or without its JSON. */
  Optional<Path> file(ProfileId id) {
    Path folder = folder(id.service(), id.type(), id.day());
    if (!isOurs(folder) || !isFile(sidecar(id))) {
      return Optional.empty();
    }
    return ProfileEnding.all()
        .map(ending -> folder.resolve(id.stem() + ending.suffix()))
        .filter(ProfileFolders::isFile)
        .findFirst();
  }

  /** The names in a folder; none when it is gone, or is not ours. */
  List<String> names(Path folder) throws IOException {
    var names = new ArrayList<String>();
    if (!isOurs(folder)) {
      return names;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        names.add(folder.relativize(entry).toString());
      }
    } catch (NoSuchFileException | NotDirectoryException goneMeanwhile) {
      names.clear();
    } catch (DirectoryIteratorException failed) {
      throw failed.getCause();
    }
    return names;
  }

  /** Whether each folder from below the root to this one is a folder and no symbolic link. */
  boolean isOurs(Path folder) {
    Path at = root;
    for (Path name : root.relativize(folder)) {
      at = at.resolve(name);
      if (!Files.isDirectory(at, NOFOLLOW_LINKS) && !at.equals(root)) {
        return false;
      }
    }
    return Files.isDirectory(root);
  }

  private static boolean isFile(Path path) {
    return Files.isRegularFile(path, NOFOLLOW_LINKS);
  }

  private Path types(String service) {
    return root.resolve(ServiceFolder.of(service).orElseThrow());
  }
}
