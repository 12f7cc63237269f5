package io.kprofefe.store.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.StoredType;
import io.kprofefe.store.DirectoryStore;
import io.kprofefe.store.NewProfile;
import io.kprofefe.store.spool.SpoolDelivery.Memory;
import io.kprofefe.testing.MemorySink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A spool to which something happens while it is used. */
@Timeout(60)
class SpoolRacesTest {

  private static final Instant TIME = Instant.parse("2026-11-21T11:01:55.123456789Z");
  private static final InstantSource NOW = () -> TIME.plusSeconds(300);
  private static final Memory PLENTY = bytes -> () -> {};

  @TempDir Path temporary;

  @RepeatedTest(20)
  void an_interrupt_at_any_moment_does_not_end_the_keeping() throws Exception {
    var sink =
        new SpoolingSink(
            new MemorySink(
                "failing",
                profile -> {
                  throw new ProfileFailure(Outcome.UNDELIVERED, "on purpose");
                }),
            spool());
    var ended = new AtomicReference<ProfileFailure>();
    Thread writer =
        Thread.ofVirtual()
            .start(
                () -> ended.set(assertThrows(ProfileFailure.class, () -> sink.write(profile(1)))));
    while (writer.isAlive()) {
      writer.interrupt();
    }

    assertEquals(Outcome.SPOOLED, ended.get().outcome(), ended.get().reason());
    assertEquals(1, spool().size());
  }

  @Test
  void what_is_sent_again_is_marked_again_before() throws Exception {
    spool().keepSent(profile(1));
    Files.setLastModifiedTime(onlyFile(), FileTime.from(TIME));
    var marked = new ArrayList<Instant>();
    var sink =
        new MemorySink(
            "next", _ -> marked.add(Instant.ofEpochMilli(onlyFile().toFile().lastModified())));

    delivery(sink, NOW).deliver(PLENTY);

    assertEquals(List.of(NOW.instant().truncatedTo(ChronoUnit.MILLIS)), marked);
  }

  @Test
  void what_goes_while_it_is_its_turn_does_not_keep_the_rest() throws Exception {
    spool().keep(profile(1));
    Path first = onlyFile();
    spool().keep(profile(2));
    var sink = new MemorySink("next");
    InstantSource clock =
        () -> {
          boolean _ = first.toFile().delete(); // after it was read, before it is sent
          return NOW.instant();
        };

    var delivery = delivery(sink, clock);
    delivery.deliver(PLENTY);

    assertEquals(
        List.of(TIME.plusSeconds(2)), sink.kept().stream().map(NewProfile::createdAt).toList());
    assertEquals(0, delivery.report().left());
    assertTrue(delivery.report().problem().isEmpty(), delivery.report().toString());
  }

  @Test
  void what_a_run_that_died_was_writing_goes_after_a_day() throws Exception {
    spool().keep(profile(1));
    Path old = leftover("20261121T110155.123456789Z-00000001.profile.tmp", Duration.ofDays(2));
    Path sent = leftover("20261121T110155.123456789Z-1.profile.sending.tmp", Duration.ofDays(2));
    Path young = leftover("20261121T110155.123456789Z-00000002.profile.tmp", Duration.ofHours(1));

    delivery(new MemorySink("next"), NOW).deliver(PLENTY);

    assertTrue(Files.notExists(old));
    assertTrue(Files.exists(sent), "no name of ours");
    assertTrue(Files.exists(young), "somebody may be at it");
  }

  @Test
  void there_is_memory_for_a_profile_twice_while_it_is_read() throws Exception {
    spool().keep(profile(1));
    long size = Files.size(onlyFile());
    var held = new ArrayList<Long>();

    delivery(new MemorySink("next"), NOW)
        .deliver(bytes -> {
          held.add(bytes);
          return () -> {};
        });

    assertEquals(List.of(2 * size), held);
  }

  private Path leftover(String name, Duration age) throws IOException {
    Path file = Files.createFile(temporary.resolve("spool").resolve(name));
    return Files.setLastModifiedTime(file, FileTime.from(NOW.instant().minus(age)));
  }

  private SpoolDelivery delivery(MemorySink sink, InstantSource clock) {
    return new SpoolDelivery(sink, new DirectoryStore(temporary.resolve("store")), spool(), clock);
  }

  private Spool spool() {
    return new Spool(temporary.resolve("spool"), 1 << 20);
  }

  private Path onlyFile() {
    Path spool = temporary.resolve("spool");
    return Arrays.stream(Objects.requireNonNull(spool.toFile().list()))
        .filter(name -> !name.equals("lock"))
        .map(spool::resolve)
        .findFirst()
        .orElseThrow();
  }

  private static NewProfile profile(int seconds) {
    return new NewProfile(
        "web",
        StoredType.CPU,
        Labels.of("pod", "web-0"),
        TIME.plusSeconds(seconds),
        new byte[] {1, 2});
  }
}
