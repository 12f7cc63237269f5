package io.kprofefe.store.spool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.StoredType;
import io.kprofefe.store.DirectoryStore;
import io.kprofefe.store.NewProfile;
import io.kprofefe.store.ProfefeSettings;
import io.kprofefe.store.ProfefeStore;
import io.kprofefe.store.ProfefeUrl;
import io.kprofefe.store.ProfileQuery;
import io.kprofefe.store.ProfileSink;
import io.kprofefe.store.SinkDenied;
import io.kprofefe.store.Undelivered;
import io.kprofefe.store.spool.SpoolDelivery.Memory;
import io.kprofefe.testing.FaultServer;
import io.kprofefe.testing.MemorySink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What could not be delivered, from one run to the next. */
@Timeout(60)
class SpoolTest {

  private static final Instant TIME = Instant.parse("2026-11-21T11:01:55.123456789Z");
  private static final InstantSource NOW = () -> TIME.plusSeconds(300);
  private static final Memory PLENTY = bytes -> () -> {};

  @TempDir Path temporary;

  // What a run keeps

  @ParameterizedTest
  @EnumSource(names = {"UNDELIVERED", "CANCELLED"})
  void what_is_stored_nowhere_is_kept_for_the_next_run(Outcome outcome) throws Exception {
    var sink = new SpoolingSink(failing(outcome), spool());

    var failure = assertThrows(ProfileFailure.class, () -> sink.write(profile(1)));

    assertEquals(Outcome.SPOOLED, failure.outcome());
    assertEquals("on purpose; kept for the next run", failure.reason());
    assertEquals(List.of(at(1)), deliveredTo(new MemorySink("next"), 1));
  }

  @Test
  void what_may_be_stored_stays_unknown_and_is_looked_for_by_the_next_run() throws Exception {
    var sink = new SpoolingSink(failing(Outcome.UNKNOWN), spool());

    var failure = assertThrows(ProfileFailure.class, () -> sink.write(profile(1)));

    assertEquals(Outcome.UNKNOWN, failure.outcome());
    assertTrue(files().getFirst().endsWith(".profile.sending"), files().toString());
  }

  @Test
  void what_a_store_refuses_is_not_kept() {
    var sink = new SpoolingSink(failing(Outcome.REJECTED), spool());

    var failure = assertThrows(ProfileFailure.class, () -> sink.write(profile(1)));

    assertEquals(Outcome.REJECTED, failure.outcome());
    assertEquals(List.of(), files());
  }

  @Test
  void an_interrupt_that_ended_a_delivery_does_not_end_the_keeping() throws Exception {
    var sink = new SpoolingSink(failing(Outcome.CANCELLED), spool());
    Thread.currentThread().interrupt();

    var failure = assertThrows(ProfileFailure.class, () -> sink.write(profile(1)));

    assertEquals(Outcome.SPOOLED, failure.outcome());
    assertTrue(Thread.interrupted());
  }

  @Test
  void what_cannot_be_kept_stays_what_it_was_and_says_why() throws Exception {
    Files.writeString(temporary.resolve("spool"), "a file in the way");
    var sink = new SpoolingSink(failing(Outcome.UNDELIVERED), spool());

    var failure = assertThrows(ProfileFailure.class, () -> sink.write(profile(1)));

    assertEquals(Outcome.UNDELIVERED, failure.outcome());
    assertTrue(
        failure.reason().startsWith("on purpose; it could not be spooled: "), failure.reason());
  }

  @Test
  void of_a_full_spool_the_oldest_go() throws Exception {
    byte[] large = new byte[1000];
    var spool = new Spool(temporary.resolve("spool"), 10_000);
    for (int i = 0; i < 20; i++) {
      spool.keep(profile(i, large));
    }

    assertTrue(spool.size() <= 9, spool.size() + " kept");
    assertEquals(20 - spool.size(), spool.dropped());
    assertTrue(bytesOnDisk() <= 10_000, bytesOnDisk() + " bytes");
    assertTrue(files().getLast().startsWith("20261121T110214.123456789Z-"), "the newest is here");
    var failure = assertThrows(IOException.class, () -> spool.keep(profile(1, new byte[10_000])));
    assertEquals("it alone is larger than all the spool may hold", failure.getMessage());
  }

  // What the next run does

  @Test
  void a_profile_comes_out_as_it_went_in() throws Exception {
    var odd =
        new NewProfile(
            "wéb ☃\n",
            StoredType.OTHER,
            new Labels(
                List.of(new Label("a", "1"), new Label("a", "\"\\,=%2C"), new Label("b", ""))),
            TIME,
            new byte[] {10, 0, -1, 10});
    spool().keep(odd);
    var sink = new MemorySink("next");

    delivery(sink).deliver(PLENTY);

    NewProfile came = sink.kept().getFirst();
    assertEquals(odd.service(), came.service());
    assertEquals(odd.type(), came.type());
    assertEquals(odd.labels(), came.labels());
    assertEquals(odd.createdAt(), came.createdAt());
    assertArrayEquals(odd.bytes(), came.bytes());
    assertEquals(List.of(), files());
  }

  @Test
  void the_oldest_is_delivered_first_and_each_once() throws Exception {
    for (int i : new int[] {3, 1, 2}) {
      spool().keep(profile(i));
    }

    List<Instant> times = deliveredTo(new MemorySink("next"), 3);

    assertEquals(List.of(at(1), at(2), at(3)), times);
    assertEquals(List.of(), deliveredTo(new MemorySink("the one after"), 0));
  }

  @Test
  void it_is_marked_as_sent_before_its_first_byte_goes_out() throws Exception {
    spool().keep(profile(1));
    var seen = new ArrayList<String>();

    delivery(new MemorySink("next", profile -> seen.addAll(files()))).deliver(PLENTY);

    assertEquals(1, seen.size());
    assertTrue(seen.getFirst().endsWith(".profile.sending"), seen.toString());
  }

  @Test
  void what_a_killed_run_sent_is_dropped_when_the_store_has_it() throws Exception {
    spool().keepSent(profile(1));
    var store = store();
    store.write(profile(1));

    var delivery = new SpoolDelivery(new MemorySink("next"), store, spool(), later());
    delivery.deliver(PLENTY);

    assertEquals(1, delivery.report().found());
    assertEquals(0, delivery.report().delivered());
    assertEquals(List.of(), files());
  }

  @Test
  void what_a_killed_run_sent_is_sent_when_the_store_has_only_its_like() throws Exception {
    spool().keepSent(profile(1));
    var store = store();
    store.write(profile(2));
    store.write(of("web-1", StoredType.CPU, 1));
    store.write(of("web-0", StoredType.HEAP, 1));

    var delivery = new SpoolDelivery(store, store, spool(), later());
    delivery.deliver(PLENTY);

    assertEquals(1, delivery.report().delivered());
    assertEquals(2, store.find(everything(StoredType.CPU, "web-0")).size());
    assertEquals(List.of(), files());
  }

  @Test
  void a_store_that_cannot_be_asked_leaves_what_was_sent_where_it_is() throws Exception {
    spool().keepSent(profile(1));
    var away =
        new ProfefeStore(ProfefeSettings.of(ProfefeUrl.parse(FaultServer.nobody().toString())));
    var sink = new MemorySink("next");

    var delivery = new SpoolDelivery(sink, away, spool(), later());
    delivery.deliver(PLENTY);

    assertEquals(List.of(), sink.kept());
    assertEquals(1, delivery.report().left());
    assertTrue(delivery.report().problem().isPresent());
  }

  @Test
  void a_sink_that_is_down_is_not_asked_by_every_profile() throws Exception {
    for (int i = 0; i < 10; i++) {
      spool().keep(profile(i));
    }
    var asked = new ArrayList<Instant>();
    ProfileSink down =
        new MemorySink(
            "down",
            profile -> {
              asked.add(profile.createdAt());
              throw new Undelivered("nobody listens", Optional.empty());
            });

    var delivery = delivery(down);
    delivery.deliver(PLENTY);

    assertEquals(List.of(at(0), at(1), at(2)), asked);
    assertEquals(10, delivery.report().left());
    assertEquals(Optional.of("nobody listens"), delivery.report().problem());
    assertTrue(files().stream().allMatch(name -> name.endsWith(".profile")), files().toString());
  }

  @Test
  void what_a_store_refuses_goes_and_the_rest_is_delivered() throws Exception {
    spool().keep(profile(1));
    spool().keep(profile(2));
    var sink =
        new MemorySink(
            "picky",
            profile -> {
              if (profile.createdAt().equals(at(1))) {
                throw new ProfileFailure(Outcome.REJECTED, "not this one");
              }
            });

    var delivery = delivery(sink);
    delivery.deliver(PLENTY);

    assertEquals(1, delivery.report().refused());
    assertEquals(1, delivery.report().delivered());
    assertEquals(List.of(), files());
  }

  @Test
  void a_store_that_lets_nobody_in_leaves_all_where_it_is() throws Exception {
    spool().keep(profile(1));
    ProfileSink closed =
        new MemorySink(
            "closed",
            profile -> {
              throw new SinkDenied("401");
            });

    var delivery = delivery(closed);
    delivery.deliver(PLENTY);

    assertEquals(1, delivery.report().left());
    assertTrue(files().getFirst().endsWith(".profile"), files().toString());
  }

  @Test
  void two_runs_at_once_do_not_deliver_the_same() throws Exception {
    spool().keep(profile(1));
    var sink = new MemorySink("second");
    try (var _ = spool().take().orElseThrow()) {
      delivery(sink).deliver(PLENTY);
      assertEquals(List.of(), sink.kept());
    }
    delivery(sink).deliver(PLENTY);
    assertEquals(1, sink.kept().size());
  }

  @Test
  void what_others_put_into_the_folder_is_neither_sent_nor_removed() throws Exception {
    spool().keep(profile(1));
    Path folder = temporary.resolve("spool");
    Files.writeString(folder.resolve("notes.txt"), "mine");
    Files.writeString(folder.resolve("20261121T110155.123456789Z-00000000.profile"), "no JSON\n");
    Files.writeString(folder.resolve("20261121T110155.123456789Z-00000001.profile"), "{}\n");
    Files.writeString(folder.resolve("20261121T110155.123456789Z-00000002.profile"), "[1\n");
    Files.createSymbolicLink(
        folder.resolve("20261121T110155.123456789Z-00000003.profile"), Path.of("/etc/hostname"));
    var sink = new MemorySink("next");

    delivery(sink).deliver(PLENTY);

    assertEquals(1, sink.kept().size());
    assertEquals(5, files().size());
  }

  private List<Instant> deliveredTo(MemorySink sink, int expected) throws IOException {
    var delivery = delivery(sink);
    delivery.deliver(PLENTY);
    assertEquals(expected, delivery.report().delivered());
    return sink.kept().stream().map(NewProfile::createdAt).toList();
  }

  private SpoolDelivery delivery(ProfileSink sink) {
    return new SpoolDelivery(sink, store(), spool(), NOW);
  }

  private Spool spool() {
    return new Spool(temporary.resolve("spool"), 1 << 20);
  }

  private DirectoryStore store() {
    return new DirectoryStore(temporary.resolve("store"));
  }

  /** Long enough after anything was sent. */
  private static InstantSource later() {
    return () -> Instant.now().plus(Duration.ofMinutes(1));
  }

  private static ProfileSink failing(Outcome outcome) {
    return new MemorySink(
        "failing",
        profile -> {
          throw new ProfileFailure(outcome, "on purpose");
        });
  }

  private static Instant at(int seconds) {
    return TIME.plusSeconds(seconds);
  }

  private static NewProfile profile(int seconds) {
    return of("web-0", StoredType.CPU, seconds);
  }

  private static NewProfile of(String pod, StoredType type, int seconds) {
    return new NewProfile("web", type, Labels.of("pod", pod), at(seconds), new byte[] {1, 2});
  }

  private static NewProfile profile(int seconds, byte[] bytes) {
    return new NewProfile("web", StoredType.CPU, Labels.of("pod", "web-0"), at(seconds), bytes);
  }

  private static ProfileQuery everything(StoredType type, String pod) {
    return new ProfileQuery(
        "web",
        Optional.of(type),
        TIME.minusSeconds(60),
        TIME.plusSeconds(60),
        Labels.of("pod", pod),
        OptionalInt.empty());
  }

  /** The names in the spool that could be profiles, sorted. */
  private List<String> files() {
    String[] names = temporary.resolve("spool").toFile().list();
    return Stream.ofNullable(names)
        .flatMap(Arrays::stream)
        .filter(name -> !name.equals("lock"))
        .sorted()
        .toList();
  }

  private long bytesOnDisk() throws IOException {
    long bytes = 0;
    for (String name : files()) {
      bytes += Files.size(temporary.resolve("spool").resolve(name));
    }
    return bytes;
  }
}
