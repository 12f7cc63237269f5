package io.kprofefe.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.StoredType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@Timeout(60)
class PersistentSinkTest {

  private static final NewProfile PROFILE =
      new NewProfile("web", StoredType.CPU, Labels.NONE, Instant.EPOCH, new byte[] {1});
  private static final StoredProfile STORED =
      new StoredProfile("id", StoredType.CPU, "web", Labels.NONE, Instant.EPOCH);

  private final Scripted behind = new Scripted();
  private final List<Duration> waits = new ArrayList<>();
  private final PersistentSink sink =
      new PersistentSink(behind, new Persistence(BackoffTest.lowest(), new Outage(5), this::noted));

  @Test
  void it_goes_by_the_name_of_the_sink_behind_it() {
    assertEquals("scripted", sink.name());
  }

  @Test
  void what_is_taken_at_once_is_sent_once() throws Exception {
    assertSame(STORED, sink.write(PROFILE));

    assertEquals(1, behind.calls.get());
    assertEquals(List.of(), waits);
  }

  @Test
  void what_was_not_delivered_is_tried_again() throws Exception {
    behind.next(undelivered(), undelivered());

    assertSame(STORED, sink.write(PROFILE));

    assertEquals(3, behind.calls.get());
  }

  @Test
  void after_three_tries_it_is_undelivered_and_says_why() {
    behind.always(undelivered());

    var failure = assertThrows(ProfileFailure.class, () -> sink.write(PROFILE));

    assertEquals(Outcome.UNDELIVERED, failure.outcome());
    assertEquals("nobody is there, in 3 tries", failure.reason());
    assertEquals(3, behind.calls.get());
  }

  @Test
  void it_waits_as_long_as_the_sink_asks_and_no_longer_than_ten_seconds() throws Exception {
    behind.next(busyFor(4), busyFor(60));

    sink.write(PROFILE);

    assertEquals(List.of(Duration.ofSeconds(4), Duration.ofSeconds(10)), waits);
  }

  @ParameterizedTest
  @EnumSource(
      value = Outcome.class,
      names = {"REJECTED", "UNKNOWN", "CANCELLED"})
  void what_may_be_stored_or_never_will_be_is_not_tried_again(Outcome outcome) {
    var failure = new ProfileFailure(outcome, "so it is");
    behind.always(failure);

    assertSame(failure, assertThrows(ProfileFailure.class, () -> sink.write(PROFILE)));
    assertEquals(1, behind.calls.get());
  }

  @Test
  void a_sink_that_does_not_let_us_in_is_not_asked_again() {
    behind.always(new SinkDenied("401"));

    assertThrows(SinkDenied.class, () -> sink.write(PROFILE));
    assertEquals(1, behind.calls.get());
  }

  @Test
  void after_five_undelivered_in_a_row_nobody_asks_any_more() {
    behind.always(undelivered());

    failTimes(5);
    int asked = behind.calls.get();
    var failure = assertThrows(ProfileFailure.class, () -> sink.write(PROFILE));

    assertEquals(15, asked);
    assertEquals(asked, behind.calls.get());
    assertEquals(Outcome.UNDELIVERED, failure.outcome());
    assertEquals(
        "given up after 5 profiles in a row: nobody is there, in 3 tries", failure.reason());
  }

  @Test
  void down_is_down_for_the_rest_of_the_run() {
    behind.always(undelivered());
    failTimes(5);

    behind.recover();

    assertThrows(ProfileFailure.class, () -> sink.write(PROFILE));
  }

  @Test
  void a_sink_that_never_answers_is_down_as_well() {
    behind.always(new ProfileFailure(Outcome.UNKNOWN, "no answer in 30 s"));

    failTimes(5);

    assertEquals(5, behind.calls.get());
    assertThrows(ProfileFailure.class, () -> sink.write(PROFILE));
    assertEquals(5, behind.calls.get());
  }

  @Test
  void one_that_is_taken_in_between_starts_the_count_anew() throws Exception {
    for (int i = 0; i < 3; i++) {
      behind.always(undelivered());
      failTimes(4);
      behind.recover();
      sink.write(PROFILE);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Outcome.class,
      names = {"REJECTED", "CANCELLED"},
      mode = Mode.INCLUDE)
  void what_is_not_the_sinks_absence_does_not_make_it_down(Outcome outcome) throws Exception {
    behind.always(new ProfileFailure(outcome, "so it is"));
    failTimes(20);

    behind.recover();

    assertSame(STORED, sink.write(PROFILE));
  }

  @Test
  void who_waits_between_two_tries_learns_at_once_that_the_sink_is_down() throws Exception {
    var waiting = new CountDownLatch(3);
    var outage = new Outage(5);
    var patient =
        new PersistentSink(
            behind,
            new Persistence(
                BackoffTest.lowest(),
                outage,
                wait -> {
                  waiting.countDown();
                  return outage.await(Duration.ofDays(1));
                }));
    behind.always(undelivered());

    var ends = new ArrayList<Future<StoredProfile>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 3; i++) {
        ends.add(threads.submit(() -> patient.write(PROFILE)));
      }
      assertTrue(waiting.await(30, TimeUnit.SECONDS));
      for (int i = 0; i < 5; i++) {
        outage.lasts("nobody is there");
      }
    }

    for (Future<StoredProfile> end : ends) {
      var failure =
          assertInstanceOf(
              ProfileFailure.class, assertThrows(ExecutionException.class, end::get).getCause());
      assertEquals("given up after 5 profiles in a row: nobody is there", failure.reason());
    }
    assertEquals(3, behind.calls.get());
  }

  @Test
  void the_runs_end_interrupts_the_wait() throws Exception {
    var waiting = new CountDownLatch(1);
    var outage = new Outage(5);
    var patient =
        new PersistentSink(
            behind,
            new Persistence(
                BackoffTest.lowest(),
                outage,
                wait -> {
                  waiting.countDown();
                  return outage.await(Duration.ofDays(1));
                }));
    behind.always(undelivered());

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ProfileFailure> end =
          threads.submit(() -> {
            var failure = assertThrows(ProfileFailure.class, () -> patient.write(PROFILE));
            assertTrue(Thread.currentThread().isInterrupted());
            return failure;
          });
      assertTrue(waiting.await(30, TimeUnit.SECONDS));
      threads.shutdownNow();

      assertEquals(Outcome.CANCELLED, end.get().outcome());
      assertEquals("the run ended before another try: nobody is there", end.get().reason());
    }
  }

  private boolean noted(Duration wait) {
    waits.add(wait);
    return false;
  }

  private void failTimes(int times) {
    for (int i = 0; i < times; i++) {
      assertThrows(ProfileFailure.class, () -> sink.write(PROFILE));
    }
  }

  private static Undelivered undelivered() {
    return new Undelivered("nobody is there", Optional.empty());
  }

  private static Undelivered busyFor(int seconds) {
    return new Undelivered("busy", Optional.of(Duration.ofSeconds(seconds)));
  }

  /** Fails as told, and else takes everything. */
  private static final class Scripted implements ProfileSink {

    final AtomicInteger calls = new AtomicInteger();
    private final Deque<ProfileFailure> next = new ArrayDeque<>();
    private Optional<ProfileFailure> always = Optional.empty();

    void next(ProfileFailure... failures) {
      next.addAll(List.of(failures));
    }

    void always(ProfileFailure failure) {
      always = Optional.of(failure);
    }

    void recover() {
      always = Optional.empty();
    }

    @Override
    public String name() {
      return "scripted";
    }

    @Override
    public StoredProfile write(NewProfile profile) throws ProfileFailure {
      calls.incrementAndGet();
      if (!next.isEmpty()) {
        throw next.remove();
      }
      if (always.isPresent()) {
        throw always.get();
      }
      return STORED;
    }
  }
}
