package io.kprofefe.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.Untrusted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * A directory of profiles, in a format that outlives this program: the path says service, type and
 * time, a JSON beside each profile says the labels. No index and no lock: several programs may
 * write, read and tidy up at once.
 */
public final class DirectoryStore implements ProfileStore {

  private final ProfileFolders folders;
  private final Leftovers leftovers;
  private final ProfileWriter writer;
  private final ProfileSearch search;

  /**
   * @param directory made at the first write when it is missing
   */
  public DirectoryStore(Path directory) {
    this(directory, InstantSource.system());
  }

  /**
   * @param disk that this directory is on
   */
  public DirectoryStore(Path directory, Disk disk) {
    this(directory, disk, InstantSource.system());
  }

  DirectoryStore(Path directory, InstantSource clock) {
    this(directory, new FileByFile(directory.toAbsolutePath().normalize()), clock);
  }

  private DirectoryStore(Path directory, Disk disk, InstantSource clock) {
    folders = new ProfileFolders(directory.toAbsolutePath().normalize());
    leftovers = new Leftovers(folders, clock);
    writer = new ProfileWriter(folders, leftovers, disk);
    search = new ProfileSearch(folders);
  }

  @Override
  public String name() {
    return "dir";
  }

  /** {@inheritDoc} It is on the disk when this returns. */
  @Override
  public StoredProfile write(NewProfile profile) throws ProfileFailure {
    var entry =
        new ProfileEntry(profile.service(), profile.type(), profile.labels(), profile.createdAt());
    return stored(entry, () -> writer.write(entry, profile.bytes()));
  }

  /** Room for a profile that comes as a stream. The caller closes it, whatever happens. */
  public StagedProfile stage() {
    return new StagedProfile(this);
  }

  StagedFile stageFile() throws IOException {
    Path incoming = folders.root().resolve(Leftovers.INCOMING);
    SyncedFiles.createFolders(folders.root(), incoming);
    return new StagedFile(incoming.resolve(Leftovers.newName()));
  }

  StoredProfile commit(StagedFile staged, ProfileEntry entry) throws ProfileFailure {
    return stored(
        entry,
        () -> {
          Path file = staged.synced();
          return writer.move(file, entry, ProfileEnding.of(entry.type(), file));
        });
  }

  @Override
  public List<String> services() throws StoreException {
    return reading(search::services);
  }

  /**
   * {@inheritDoc} Only the days the query spans are opened, and of them only names are read; a JSON
   * is opened for what is returned, and before that only when labels are asked for. Profiles of one
   * nanosecond come in the order they were written.
   */
  @Override
  public List<StoredProfile> find(ProfileQuery query) throws StoreException {
    return reading(() -> search.find(query));
  }

  /** The ids of what {@link #find} would find, in its order, with no JSON opened for them. */
  public List<String> ids(ProfileQuery query) throws StoreException {
    return reading(() -> search.ids(query)).stream().map(ProfileId::toString).toList();
  }

  @Override
  public StoredProfile describe(String id) throws StoreException {
    Optional<ProfileId> parsed = ProfileId.parse(id);
    Optional<StoredProfile> stored =
        reading(() -> parsed.isPresent() ? search.one(parsed.get()) : Optional.empty());
    return stored.orElseThrow(() -> notFound(id));
  }

  @Override
  public InputStream open(String id) throws StoreException {
    Optional<ProfileId> parsed = ProfileId.parse(id);
    return reading(() -> {
      Optional<Path> file = parsed.flatMap(folders::file);
      if (file.isEmpty()) {
        throw notFound(id);
      }
      try {
        return Files.newInputStream(file.get(), NOFOLLOW_LINKS);
      } catch (NoSuchFileException goneMeanwhile) {
        throw notFound(id);
      }
    });
  }

  /** What there is by day, and the way to let a day go. */
  public StoredDays days() {
    return new StoredDays(folders);
  }

  /** Removes what writers that died left behind more than a day ago. */
  public void removeLeftovers() throws StoreException {
    reading(() -> {
      leftovers.removeAll();
      return folders;
    });
  }

  /** Whether a profile in a directory may have this id, be it there or not. */
  public static boolean isId(String id) {
    return ProfileId.parse(id).isPresent();
  }

  /** Whether a folder can be named after this service. */
  public static boolean takes(String service) {
    return ServiceFolder.of(service).isPresent();
  }

  private StoreException notFound(String id) {
    return new StoreException(
        StoreException.Problem.NOT_FOUND,
        "no profile " + Untrusted.shown(id) + " in " + folders.root());
  }

  private StoredProfile stored(ProfileEntry entry, Reading<ProfileId> write) throws ProfileFailure {
    if (!takes(entry.service())) {
      throw new ProfileFailure(
          Outcome.REJECTED,
          "no folder can be named after the service "
              + Untrusted.shown(entry.service())
              + ": it is empty, or longer than 255 bytes when escaped");
    }
    int year = entry.createdAt().atOffset(ZoneOffset.UTC).getYear();
    if (year < 0 || year > 9999) {
      throw new ProfileFailure(
          Outcome.REJECTED, "no day can be named for the time " + entry.createdAt());
    }
    try {
      ProfileId id = write.run();
      return new StoredProfile(
          id.toString(), entry.type(), entry.service(), entry.labels(), entry.createdAt());
    } catch (IOException failed) {
      throw new ProfileFailure(outcome(failed), "cannot write: " + reason(failed), failed);
    }
  }

  /**
   * Nothing is stored after a failure. A full disk may have room at the next try, as a registry may
   * be back; what is forbidden stays so.
   */
  private static Outcome outcome(IOException failed) {
    return switch (failed) {
      case ClosedByInterruptException interrupted -> Outcome.CANCELLED;
      case AccessDeniedException denied -> Outcome.REJECTED;
      case NotDirectoryException inTheWay -> Outcome.REJECTED;
      default -> Outcome.UNDELIVERED;
    };
  }

  private <T> T reading(Reading<T> reading) throws StoreException {
    try {
      return reading.run();
    } catch (StoreException known) {
      throw known;
    } catch (AccessDeniedException denied) {
      throw new StoreException(
          StoreException.Problem.DENIED, "may not read " + reason(denied), denied);
    } catch (IOException failed) {
      throw new StoreException(
          StoreException.Problem.FAILED,
          "cannot read " + folders.root() + ": " + reason(failed),
          failed);
    }
  }

  private static String reason(IOException failed) {
    return Untrusted.shown(String.valueOf(failed.getMessage()));
  }

  private interface Reading<T> {
    T run() throws IOException;
  }
}
