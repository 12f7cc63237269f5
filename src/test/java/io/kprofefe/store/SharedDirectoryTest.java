package io.kprofefe.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.StoredType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory while several write, read and tidy up at once. */
class SharedDirectoryTest {

  private static final Instant TIME = Instant.parse("2026-11-21T11:01:55.123456789Z");
  private static final String DAY = "web/cpu/2026-11-21";

  @TempDir Path directory;

  @Test
  void leftovers_go_after_a_day_and_not_before() throws Exception {
    Path dead = strangersFile(DAY + "/0123456789abcdef.tmp");
    Path deadJson = strangersFile("web/cpu/2026-11-19/110155.123456789-3f9c2a.json.tmp");
    Path deadBody = strangersFile("_incoming/0123456789abcdef.tmp");
    Path alive = strangersFile(DAY + "/fedcba9876543210.tmp");
    Path strangers = strangersFile(DAY + "/notes.tmp");
    for (Path old : List.of(dead, deadJson, deadBody, strangers)) {
      Files.setLastModifiedTime(old, FileTime.from(TIME.minus(Duration.ofHours(25))));
    }
    Files.setLastModifiedTime(alive, FileTime.from(TIME.minus(Duration.ofHours(23))));

    var store = new DirectoryStore(directory, () -> TIME);
    store.write(
        new NewProfile(
            "web", StoredType.CPU, Labels.NONE, TIME, ProfileStoreContract.body("cpu.pb.gz")));

    assertFalse(Files.exists(dead), "of the day written to");
    assertFalse(Files.exists(deadJson), "of the day before yesterday");
    assertTrue(Files.exists(deadBody), "elsewhere: a write does not look there");
    store.removeLeftovers();
    assertFalse(Files.exists(deadBody), "anywhere");
    assertTrue(Files.exists(alive));
    assertTrue(Files.exists(strangers));
  }

  @Test
  void readers_beside_writers_never_see_half_a_profile() throws Exception {
    var store = new DirectoryStore(directory);
    byte[] bytes = ProfileStoreContract.body("cpu.pb.gz");
    var done = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> reader =
          () -> {
            int seen = 0;
            while (!done.get()) {
              for (StoredProfile profile : store.find(ProfileStoreContract.everything("web"))) {
                assertEquals(Labels.of("a", "1"), profile.labels());
                assertArrayEquals(bytes, read(profile.id()));
                seen++;
              }
            }
            return seen;
          };
      Callable<Integer> writer =
          () -> {
            for (int i = 0; i < 50; i++) {
              store.write(
                  new NewProfile(
                      "web", StoredType.CPU, Labels.of("a", "1"), TIME.plusSeconds(i), bytes));
            }
            return 0;
          };
      Future<Integer> seen = threads.submit(reader);
      List<Future<Integer>> written = List.of(threads.submit(writer), threads.submit(writer));
      try {
        for (Future<Integer> each : written) {
          each.get();
        }
      } finally {
        done.set(true);
      }
      seen.get();
    }

    assertEquals(100, ids(ProfileStoreContract.everything("web")).size());
  }

  @Test
  void a_day_that_goes_takes_its_profiles_and_empty_folders_only() throws Exception {
    write("web", TIME);
    write("api", TIME.minus(Duration.ofDays(1)));
    String kept = write("web", TIME.minus(Duration.ofDays(1))).id();
    Path strangers = strangersFile(DAY + "/notes.txt");
    StoredDays days = new DirectoryStore(directory).days();
    assertEquals(2, days.sizes().size());

    days.remove(ProfileId.day(TIME));

    assertEquals(List.of(kept), ids(ProfileStoreContract.everything("web")));
    assertTrue(Files.exists(strangers));
    days.remove(ProfileId.day(TIME.minus(Duration.ofDays(1))));
    assertEquals(List.of(), new DirectoryStore(directory).services());
    assertFalse(Files.exists(directory.resolve("api")));
    assertTrue(Files.exists(strangers));
  }

  @Test
  void a_writer_whose_folders_are_being_tidied_away_makes_them_again() throws Exception {
    StoredDays days = new DirectoryStore(directory).days();
    var removing = new AtomicBoolean(true);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> remover =
          threads.submit(() -> {
            while (removing.get()) {
              days.remove(ProfileId.day(TIME));
            }
            return null;
          });
      try {
        for (int i = 0; i < 300; i++) {
          write("web", TIME);
        }
      } finally {
        removing.set(false);
      }
      remover.get();
    }
    days.remove(ProfileId.day(TIME));

    assertEquals(List.of(), ids(ProfileStoreContract.everything("web")));
    assertFalse(Files.exists(directory.resolve("web")));
  }

  private StoredProfile write(String service, Instant time) throws ProfileFailure, IOException {
    return new DirectoryStore(directory)
        .write(
            new NewProfile(
                service,
                StoredType.CPU,
                Labels.NONE,
                time,
                ProfileStoreContract.body("cpu.pb.gz")));
  }

  private byte[] read(String id) throws IOException {
    try (InputStream in = new DirectoryStore(directory).open(id)) {
      return in.readAllBytes();
    }
  }

  private List<String> ids(ProfileQuery query) throws StoreException {
    return new DirectoryStore(directory).ids(query);
  }

  private Path strangersFile(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "strange");
  }
}
