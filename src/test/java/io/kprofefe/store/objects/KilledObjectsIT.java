package io.kprofefe.store.objects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.StoredType;
import io.kprofefe.store.BoundedSink;
import io.kprofefe.store.NewProfile;
import io.kprofefe.store.ProfileQuery;
import io.kprofefe.store.ProfileSink;
import io.kprofefe.store.StoredProfile;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A thousand profiles into a real S3 server that is killed in the middle. */
@Tag("cluster")
@Timeout(300)
class KilledObjectsIT {

  private static final int PROFILES = 1000;
  private static final int BEFORE_THE_KILL = 300;
  private static final Instant START = Instant.parse("2026-11-20T23:50:00Z");
  private static final List<StoredType> TYPES = List.of(StoredType.CPU, StoredType.HEAP);
  private static final List<String> SERVICES = List.of("web", "mail");

  @TempDir private Path folder;

  @Test
  void none_is_doubled_and_none_is_half_and_all_are_found_again() throws Exception {
    try (Versitygw server = Versitygw.in(folder)) {
      server.bucket("profiles");
      List<Integer> missing = storedWhileKilled(server);
      var store = new ObjectStore(Buckets.at(server.uri(), "s3://profiles/prod"));
      for (int number : missing) {
        store.write(profile(number)); // as the next run's spool does
      }

      assertEquals(SERVICES.stream().sorted().toList(), store.services());
      var found = new ArrayList<StoredProfile>();
      for (String service : SERVICES) {
        found.addAll(store.find(query(service, Optional.empty(), Labels.NONE)));
      }
      assertEquals(
          IntStream.range(0, PROFILES).boxed().toList(),
          found.stream().map(KilledObjectsIT::number).sorted().toList());
      for (StoredProfile one : found) {
        try (InputStream bytes = store.open(one.id())) {
          assertArrayEquals(bytes(number(one)), bytes.readAllBytes(), one.id());
        }
      }
      assertFoundBy(store);
    }
  }

  /** By service, type, time and label: each time those, and no others. */
  private static void assertFoundBy(ObjectStore store) throws Exception {
    assertEquals(
        numbers(n -> n % 2 == 0 && n / 2 % 2 == 1),
        found(store.find(query("web", Optional.of(StoredType.HEAP), Labels.NONE))));
    assertEquals(
        numbers(n -> n % 2 == 1 && n % 10 == 3),
        found(store.find(query("mail", Optional.empty(), Labels.of("shard", "3")))));
    var minute =
        new ProfileQuery(
            "web",
            Optional.empty(),
            START.plusSeconds(590),
            START.plusSeconds(650),
            Labels.NONE,
            OptionalInt.empty());
    assertEquals(numbers(n -> n % 2 == 0 && n >= 590 && n <= 650), found(store.find(minute)));
    var newest =
        new ProfileQuery(
            "web",
            Optional.of(StoredType.CPU),
            START,
            START.plusSeconds(PROFILES),
            Labels.NONE,
            OptionalInt.of(3));
    assertEquals(List.of(988, 992, 996), found(store.find(newest)));
  }

  /** The numbers of those that are certainly not there. */
  private static List<Integer> storedWhileKilled(Versitygw server) throws Exception {
    var sink = new BoundedSink(new ObjectStore(Buckets.at(server.uri(), "s3://profiles/prod")), 32);
    var stored = new CountDownLatch(BEFORE_THE_KILL);
    var ends = new ArrayList<Future<Outcome>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int number = 0; number < PROFILES; number++) {
        NewProfile profile = profile(number);
        Callable<Outcome> write = () -> outcome(sink, profile, stored);
        ends.add(threads.submit(write));
      }
      stored.await();
      server.kill();
      server.restart();
    }
    var store = new ObjectStore(Buckets.at(server.uri(), "s3://profiles/prod"));
    var missing = new ArrayList<Integer>();
    for (int number = 0; number < PROFILES; number++) {
      Outcome outcome = ends.get(number).get();
      assertTrue(
          List.of(Outcome.STORED, Outcome.UNDELIVERED, Outcome.UNKNOWN).contains(outcome),
          number + ": " + outcome);
      boolean isThere =
          !store
              .find(
                  query(
                      SERVICES.get(number % 2),
                      Optional.of(TYPES.get(number / 2 % 2)),
                      Labels.of("number", Integer.toString(number)),
                      START.plusSeconds(number)))
              .isEmpty();
      assertTrue(outcome == Outcome.UNKNOWN || isThere == (outcome == Outcome.STORED), "" + number);
      if (!isThere) {
        missing.add(number);
      }
    }
    return missing;
  }

  private static Outcome outcome(ProfileSink sink, NewProfile profile, CountDownLatch stored) {
    try {
      sink.write(profile);
      stored.countDown();
      return Outcome.STORED;
    } catch (ProfileFailure failure) {
      return failure.outcome();
    }
  }

  private static NewProfile profile(int number) {
    var labels =
        new Labels(
            List.of(
                new Label("number", Integer.toString(number)),
                new Label("shard", Integer.toString(number % 10))));
    return new NewProfile(
        SERVICES.get(number % 2),
        TYPES.get(number / 2 % 2),
        labels,
        START.plusSeconds(number),
        bytes(number));
  }

  /** Up to 64 KiB, each its own. */
  private static byte[] bytes(int number) {
    var random = new Random(number);
    var bytes = new byte[1 + random.nextInt(64 * 1024)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static ProfileQuery query(String service, Optional<StoredType> type, Labels labels) {
    return new ProfileQuery(
        service, type, START, START.plusSeconds(PROFILES), labels, OptionalInt.empty());
  }

  private static ProfileQuery query(
      String service, Optional<StoredType> type, Labels labels, Instant at) {
    return new ProfileQuery(service, type, at, at, labels, OptionalInt.empty());
  }

  private static int number(StoredProfile profile) {
    return Integer.parseInt(profile.labels().value("number").orElseThrow());
  }

  private static List<Integer> found(List<StoredProfile> profiles) {
    return profiles.stream().map(KilledObjectsIT::number).toList();
  }

  private static List<Integer> numbers(java.util.function.IntPredicate those) {
    return IntStream.range(0, PROFILES).filter(those).boxed().toList();
  }
}
