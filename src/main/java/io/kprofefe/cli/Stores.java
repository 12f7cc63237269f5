package io.kprofefe.cli;

import io.kprofefe.cli.option.Arguments;
import io.kprofefe.cli.option.BoundOptions;
import io.kprofefe.cli.option.BoundOptions.Delivering;
import io.kprofefe.cli.option.CaptureOptions;
import io.kprofefe.cli.option.StoreOptions;
import io.kprofefe.cli.option.StoreOptions.Places;
import io.kprofefe.cli.option.StoreOptions.Profefe;
import io.kprofefe.cli.option.UsageException;
import io.kprofefe.credential.CredentialException;
import io.kprofefe.profile.Untrusted;
import io.kprofefe.store.BoundedSink;
import io.kprofefe.store.DirectoryStore;
import io.kprofefe.store.PersistentSink;
import io.kprofefe.store.ProfefeSettings;
import io.kprofefe.store.ProfefeStore;
import io.kprofefe.store.ProfefeUrl;
import io.kprofefe.store.ProfileFiles;
import io.kprofefe.store.ProfileSink;
import io.kprofefe.store.ProfileStore;
import io.kprofefe.store.spool.Spool;
import io.kprofefe.store.spool.SpoolDelivery;
import io.kprofefe.store.spool.SpoolingSink;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The stores that a command line names, opened. What is wrong with one is said before it is used.
 */
final class Stores {

  private Stores() {}

  /** The stores as a run writes to them, and what earlier runs could not deliver there. */
  record Writing(List<ProfileSink> sinks, List<SpoolDelivery> spools) {

    private void add(ProfileStore store, ProfileSink unbounded, Delivering how)
        throws UsageException {
      var sink = new BoundedSink(unbounded, how.atOnce());
      if (how.spoolFolder().isPresent()) {
        Path folder = writable("--spool-dir", how.spoolFolder().get()).resolve(store.name());
        var spool = new Spool(folder, how.spoolBytes());
        sinks.add(new SpoolingSink(sink, spool));
        spools.add(new SpoolDelivery(sink, store, spool, InstantSource.system()));
      } else {
        sinks.add(sink);
      }
    }
  }

  /** All of them, to write to; a directory that is not there is made. */
  static Writing toWrite(Places places, Delivering how) throws UsageException {
    var writing = new Writing(new ArrayList<>(), new ArrayList<>());
    if (places.profefe().isPresent()) {
      ProfileStore profefe = profefe(places.profefe().get());
      writing.add(profefe, new PersistentSink(profefe), how);
    }
    if (places.objects().isPresent()) {
      ProfileStore objects = ObjectsPlace.toWrite(places.objects().get());
      writing.add(objects, objects, how);
    }
    if (places.directory().isPresent()) {
      DirectoryStore directory = directory(places.directory().get());
      writing.add(directory, directory, how);
    }
    if (places.pyroscope().isPresent()) {
      writing.sinks().add(PyroscopePlace.open(places.pyroscope().get()));
    }
    return writing;
  }

  /** All of them, and a folder of files when that is wanted, or nothing else. */
  static Writing toCapture(Arguments arguments) throws UsageException {
    Writing writing =
        toWrite(StoreOptions.placesIfAny(arguments), BoundOptions.unspooled(arguments));
    Optional<Path> files = CaptureOptions.files(arguments);
    if (files.isPresent()) {
      writing.sinks().add(new ProfileFiles(writable("--output-dir", files.get())));
    }
    return writing;
  }

  /** The one that is named, to read. */
  static ProfileStore toRead(Places places) throws UsageException {
    if (places.profefe().isPresent()) {
      return profefe(places.profefe().get());
    }
    if (places.objects().isPresent()) {
      return ObjectsPlace.toRead(places.objects().get());
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
    return new DirectoryStore(writable("--dir", directory));
  }

  /** The directory itself, made when it is not there. */
  static Path writableDirectory(Path directory) throws UsageException {
    return writable("--dir", directory);
  }

  private static Path writable(String option, Path directory) throws UsageException {
    try {
      Files.createDirectories(directory);
    } catch (FileAlreadyExistsException other) {
      throw unusable(option, directory, "not a directory");
    } catch (FileSystemException failure) {
      throw unusable(option, directory, FileTrouble.of(failure));
    } catch (IOException failure) {
      throw unusable(option, directory, Untrusted.shown(String.valueOf(failure.getMessage())));
    }
    if (!Files.isWritable(directory)) {
      throw unusable(option, directory, "permission denied");
    }
    return directory;
  }

  private static ProfefeStore profefe(Profefe profefe) throws UsageException {
    ProfefeUrl url = ProfefeUrl.parse(profefe.url().toString());
    var store = new ProfefeStore(ProfefeSettings.of(url).withCredentials(profefe.credentials()));
    try {
      store.checkCredentials();
    } catch (CredentialException unusable) {
      throw new UsageException("for --profefe-url, " + unusable.reason());
    }
    return store;
  }

  private static UsageException unusable(String option, Path directory, String why) {
    return new UsageException(
        "%s %s: cannot be written to: %s"
            .formatted(option, Untrusted.shown(directory.toString()), why));
  }
}
