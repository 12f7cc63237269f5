package io.kprofefe.cli;

import io.kprofefe.cli.option.StoreOptions.Places;
import io.kprofefe.cli.option.StoreOptions.Profefe;
import io.kprofefe.cli.option.UsageException;
import io.kprofefe.profile.Untrusted;
import io.kprofefe.store.DirectoryStore;
import io.kprofefe.store.PersistentSink;
import io.kprofefe.store.ProfefeSettings;
import io.kprofefe.store.ProfefeStore;
import io.kprofefe.store.ProfefeUrl;
import io.kprofefe.store.ProfileSink;
import io.kprofefe.store.ProfileStore;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The stores that a command line names, opened. What is wrong with one is said before it is used.
 */
final class Stores {

  private Stores() {}

  /** All of them, to write to; a directory that is not there is made. */
  static List<ProfileSink> toWrite(Places places) throws UsageException {
    var sinks = new ArrayList<ProfileSink>();
    if (places.profefe().isPresent()) {
      ProfileStore profefe = profefe(places.profefe().get());
      sinks.add(new PersistentSink(profefe));
    }
    if (places.directory().isPresent()) {
      sinks.add(directory(places.directory().get()));
    }
    return List.copyOf(sinks);
  }

  /** The one that is named, to read. */
  static ProfileStore toRead(Places places) throws UsageException {
    if (places.profefe().isPresent()) {
      return profefe(places.profefe().get());
    }
    Path directory = places.directory().orElseThrow();
    if (!Files.isDirectory(directory)) {
      throw new UsageException(
          "--dir %s: there is no such directory".formatted(Untrusted.shown(directory.toString())));
    }
    return new DirectoryStore(directory);
  }

  /** A directory to write to, made when it is not there. */
  static DirectoryStore directory(Path directory) throws UsageException {
    try {
      Files.createDirectories(directory);
    } catch (FileSystemException failure) {
      throw unusable(directory, FileTrouble.of(failure));
    } catch (IOException failure) {
      throw unusable(directory, Untrusted.shown(String.valueOf(failure.getMessage())));
    }
    if (!Files.isWritable(directory)) {
      throw unusable(directory, "permission denied");
    }
    return new DirectoryStore(directory);
  }

  private static ProfefeStore profefe(Profefe profefe) throws UsageException {
    ProfefeSettings settings = ProfefeSettings.of(ProfefeUrl.parse(profefe.url().toString()));
    Optional<Path> token = profefe.tokenFile();
    if (token.isPresent() && !Files.isReadable(token.get())) {
      throw new UsageException(
          "--profefe-token-file %s: no such file, or it cannot be read"
              .formatted(Untrusted.shown(token.get().toString())));
    }
    return new ProfefeStore(token.map(settings::withTokenFile).orElse(settings));
  }

  private static UsageException unusable(Path directory, String why) {
    return new UsageException(
        "--dir %s: cannot be written to: %s".formatted(Untrusted.shown(directory.toString()), why));
  }
}
