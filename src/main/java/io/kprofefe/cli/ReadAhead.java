package io.kprofefe.cli;

import io.kprofefe.analysis.InputProfile;
import io.kprofefe.profile.PprofLimits;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.store.ProfileStore;
import io.kprofefe.store.StoredProfile;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads profiles of a store one ahead: while one is looked at, another thread fetches, unpacks and
 * checks the next. Two are in memory at a time.
 */
final class ReadAhead implements AutoCloseable {

  private final ProfileStore store;
  private final PprofLimits limits;
  private final ExecutorService reading =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("read-ahead").factory());

  /**
   * @param limits of each profile
   */
  ReadAhead(ProfileStore store, PprofLimits limits) {
    this.store = store;
    this.limits = limits;
  }

  /** Is given one after the other. */
  interface Each {
    void take(Coming coming) throws IOException;
  }

  /** One that is being read, or has been. */
  record Coming(StoredProfile stored, Future<InputProfile> reading) {

    /**
     * Waits for it.
     *
     * @throws ProfileFailure when it is not a sound profile or over a limit
     * @throws IOException when the store does not give it
     */
    InputProfile profile() throws ProfileFailure, IOException {
      try {
        return reading.get();
      } catch (ExecutionException failed) {
        switch (failed.getCause()) {
          case ProfileFailure refused -> throw refused;
          case IOException lost -> throw lost;
          case RuntimeException ours -> throw ours;
          case Error ours -> throw ours;
          case null, default -> throw new IllegalStateException(failed);
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }
  }

  /** Hands on all of them in their order. */
  void forEach(List<StoredProfile> all, Each each) throws IOException {
    Optional<Coming> before = Optional.empty();
    for (StoredProfile stored : all) {
      var next = new Coming(stored, reading.submit(() -> read(stored)));
      if (before.isPresent()) {
        each.take(before.get());
      }
      before = Optional.of(next);
    }
    if (before.isPresent()) {
      each.take(before.get());
    }
  }

  private InputProfile read(StoredProfile stored) throws ProfileFailure, IOException {
    try (InputStream profile = store.open(stored.id())) {
      return InputProfile.read(profile, limits);
    }
  }

  /** What is being read is given up. */
  @Override
  public void close() {
    reading.shutdownNow();
  }
}
