package io.kprofefe.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.StoredType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Writing to a file system each of whose syncs ends when the test says so. */
@Timeout(60)
class SharedSyncTest {

  private static final Instant TIME = Instant.parse("2026-11-21T11:01:55.123456789Z");

  /** How a sync ends. */
  private enum Ending {
    WELL,
    BADLY
  }

  private final SynchronousQueue<Ending> endings = new SynchronousQueue<>();
  private final SynchronousQueue<Integer> begun = new SynchronousQueue<>();
  private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();

  @TempDir Path directory;

  @AfterEach
  void close() {
    writers.shutdownNow();
    writers.close();
  }

  @Test
  void a_profile_takes_its_name_after_one_sync_and_is_stored_after_the_next() throws Exception {
    try (var disk = disk()) {
      Future<StoredProfile> stored = write(disk);

      beginSync();
      assertEquals(List.of(".tmp", ".tmp"), endings());
      assertEquals(List.of(), store(disk).ids(ProfileStoreContract.everything("web")));
      endings.put(Ending.WELL);

      beginSync();
      assertEquals(List.of(".json", ".trace"), endings());
      assertFalse(stored.isDone());
      endings.put(Ending.WELL);

      String id = stored.get().id();
      assertEquals(List.of(id), store(disk).ids(ProfileStoreContract.everything("web")));
    }
  }

  @Test
  void all_who_write_during_a_sync_wait_for_the_same_next_two() throws Exception {
    try (var disk = disk()) {
      List<Future<StoredProfile>> stored = new ArrayList<>(List.of(write(disk)));
      beginSync();
      for (int i = 0; i < 30; i++) {
        stored.add(write(disk));
      }
      awaitFiles(2 * stored.size());
      // written is not yet waiting: until all do, syncs come and go
      int syncs = 0;
      while (!stored.stream().allMatch(Future::isDone)) {
        endings.put(Ending.WELL);
        syncs++;
        if (!stored.stream().allMatch(Future::isDone)) {
          beginSyncUnlessDone(stored);
        }
      }
      assertTrue(syncs < stored.size(), syncs + " syncs for " + stored.size());
      assertEquals(31, store(disk).ids(ProfileStoreContract.everything("web")).size());
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "1"})
  void a_sync_that_fails_leaves_nothing_of_what_was_being_written(int goodSyncs) throws Exception {
    try (var disk = disk()) {
      Future<StoredProfile> stored = write(disk);
      for (int i = 0; i < goodSyncs; i++) {
        beginSync();
        endings.put(Ending.WELL);
      }
      beginSync();
      endings.put(Ending.BADLY);

      assertFailed(stored, Outcome.UNDELIVERED);
      assertEquals(List.of(), endings());
    }
  }

  /** The kernel reports a failure once, and to a sync that began before. */
  @Test
  void a_sync_that_fails_while_another_writes_fails_him_too() throws Exception {
    try (var disk = disk()) {
      Future<StoredProfile> first = write(disk);
      beginSync();
      Disk.Writing second = disk.begin();
      endings.put(Ending.BADLY);
      assertFailed(first, Outcome.UNDELIVERED);

      Future<?> settled =
          writers.submit(() -> {
            second.settle(() -> Files.writeString(directory.resolve("named"), ""), directory);
            return null;
          });
      beginSync();
      endings.put(Ending.WELL);

      assertThrows(ExecutionException.class, settled::get);
      assertFalse(Files.exists(directory.resolve("named")));
    }
  }

  @Test
  void a_bug_of_ours_costs_the_profile_that_met_it_and_no_other() throws Exception {
    try (var disk = disk()) {
      Disk.Writing writing = disk.begin();
      Future<?> settled =
          writers.submit(() -> {
            writing.settle(
                () -> {
                  throw new IllegalStateException("on purpose");
                },
                directory);
            return null;
          });
      beginSync();
      endings.put(Ending.WELL);
      var met = assertThrows(ExecutionException.class, settled::get);
      assertTrue(String.valueOf(met.getCause()).endsWith("on purpose"), met::toString);

      Future<StoredProfile> stored = write(disk);
      beginSync();
      endings.put(Ending.WELL);
      beginSync();
      endings.put(Ending.WELL);
      assertEquals("web", stored.get().service());
    }
  }

  @Test
  void what_is_written_after_a_failure_is_stored() throws Exception {
    try (var disk = disk()) {
      Future<StoredProfile> failed = write(disk);
      beginSync();
      endings.put(Ending.BADLY);
      assertFailed(failed, Outcome.UNDELIVERED);

      Future<StoredProfile> stored = write(disk);
      for (int i = 0; i < 2; i++) {
        beginSync();
        endings.put(Ending.WELL);
      }

      assertEquals("web", stored.get().service());
    }
  }

  @Test
  void a_writer_who_is_interrupted_before_the_names_are_taken_leaves_nothing() throws Exception {
    try (var disk = disk()) {
      var thread = new Thread[1];
      Future<StoredProfile> stored = write(disk, thread);
      beginSync();
      thread[0].interrupt();

      assertFailed(stored, Outcome.CANCELLED);
      endings.put(Ending.WELL);
      assertEquals(List.of(), endings());
    }
  }

  @Test
  void a_writer_who_is_interrupted_later_has_stored() throws Exception {
    try (var disk = disk()) {
      var thread = new Thread[1];
      Future<StoredProfile> stored = write(disk, thread);
      beginSync();
      endings.put(Ending.WELL);
      beginSync();
      thread[0].interrupt();
      endings.put(Ending.WELL);

      String id = stored.get().id();
      assertEquals(List.of(id), store(disk).ids(ProfileStoreContract.everything("web")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, 6.18.44-fc-v669, ext4, true",
    "Linux, 5.8.0, xfs, true",
    "Linux, 5.10, ext4, true",
    "Linux, 5.7.19, ext4, false",
    "Linux, 4.18.0-553.el8, xfs, false",
    "Linux, unknown, ext4, false",
    "Linux, 6.1.0, overlay, false",
    "Linux, 6.1.0, nfs4, false",
    "Linux, 6.1.0, tmpfs, false",
    "Mac OS X, 15.1, apfs, false",
  })
  void only_file_systems_that_are_known_are_synced_as_a_whole(
      String system, String kernel, String fileSystem, boolean known) {
    assertEquals(known, FileSystemSync.isKnown(system, kernel, fileSystem));
  }

  private SharedSync disk() {
    return new SharedSync(
        directory,
        new SharedSync.Whole() {
          @Override
          public void sync() throws IOException {
            try {
              begun.put(1);
              if (endings.take() == Ending.BADLY) {
                throw new IOException("the disk is broken");
              }
            } catch (InterruptedException closed) {
              Thread.currentThread().interrupt();
            }
          }

          @Override
          public void close() {}
        });
  }

  private void beginSync() throws InterruptedException {
    begun.take();
  }

  private void beginSyncUnlessDone(List<Future<StoredProfile>> stored) {
    while (begun.poll() == null && !stored.stream().allMatch(Future::isDone)) {
      Thread.onSpinWait();
    }
  }

  private DirectoryStore store(Disk disk) {
    return new DirectoryStore(directory, disk);
  }

  private Future<StoredProfile> write(Disk disk) {
    return write(disk, new Thread[1]);
  }

  /**
   * @param thread receives the one that writes, before it does
   */
  private Future<StoredProfile> write(Disk disk, Thread[] thread) {
    return writers.submit(() -> {
      thread[0] = Thread.currentThread();
      return store(disk)
          .write(new NewProfile("web", StoredType.TRACE, Labels.NONE, TIME, new byte[] {1, 2, 3}));
    });
  }

  private static void assertFailed(Future<StoredProfile> stored, Outcome outcome) {
    ExecutionException failed = assertThrows(ExecutionException.class, stored::get);
    ProfileFailure failure = assertInstanceOf(ProfileFailure.class, failed.getCause());
    assertEquals(outcome, failure.outcome());
  }

  private void awaitFiles(int wanted) throws IOException {
    while (endings().size() < wanted) {
      Thread.onSpinWait();
    }
  }

  /** How the files' names end that are there, sorted. */
  private List<String> endings() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.toString().replaceFirst(".*(?=\\.)", ""))
          .sorted()
          .toList();
    }
  }
}
