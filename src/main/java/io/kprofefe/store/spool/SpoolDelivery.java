package io.kprofefe.store.spool;

import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.Untrusted;
import io.kprofefe.store.NewProfile;
import io.kprofefe.store.ProfileQuery;
import io.kprofefe.store.ProfileSink;
import io.kprofefe.store.ProfileStore;
import io.kprofefe.store.SinkDenied;
import io.kprofefe.store.StoreException;
import io.kprofefe.store.StoredProfile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Delivers what earlier runs left in the spool of one sink, each profile at most once: it is marked
 * as sent before its first byte goes out, and what a run that died has marked is looked for in the
 * store first. To be used once, by one thread; an interrupt ends it.
 */
public final class SpoolDelivery {

  /** Waits until so many bytes may be held; they are held until it is closed. */
  @FunctionalInterface
  public interface Memory {

    Held hold(long bytes) throws ProfileFailure;

    /** Bytes that may be held. */
    interface Held extends AutoCloseable {
      @Override
      void close();
    }
  }

  /** A registry may still be storing what a run sent in the moment it died. */
  private static final Duration UNTIL_SENT_IS_STORED = Duration.ofSeconds(5);

  /** Nobody writes for so long. */
  private static final Duration LEFTOVER = Duration.ofDays(1);

  /** What tells two profiles of one second apart; registries may have their ways with others. */
  private static final Set<String> TELLING = Set.of("namespace", "pod", "profile_type");

  /** So many in a row that could not be delivered: the rest waits for the next run. */
  private static final int ENOUGH = 3;

  private enum Next {
    GO_ON,
    STOP
  }

  private final ProfileSink sink;
  private final ProfileStore store;
  private final Spool spool;
  private final InstantSource clock;
  private volatile boolean stopped;
  private int undeliveredInARow;
  private int delivered;
  private int found;
  private int refused;
  private volatile Optional<String> problem = Optional.empty();

  /**
   * @param sink takes them
   * @param store where the sink puts them, to look for them
   */
  public SpoolDelivery(ProfileSink sink, ProfileStore store, Spool spool, InstantSource clock) {
    this.sink = sink;
    this.store = store;
    this.spool = spool;
    this.clock = clock;
  }

  /** Delivers until all are gone, or the sink takes no more. */
  public void deliver(Memory memory) {
    try {
      Optional<SpoolTurn> turn = spool.take();
      if (turn.isPresent()) {
        try (var ours = turn.get()) {
          ours.removeLeftovers(clock.instant().minus(LEFTOVER));
          deliver(ours.profiles(), memory);
        }
      }
    } catch (IOException failed) {
      problem = Optional.of("the spool fails: " + shown(failed));
    } catch (ProfileFailure failure) {
      problem = Optional.of(failure.reason());
    }
  }

  /** Begins with no further one. */
  public void stop() {
    stopped = true;
  }

  /** Says in the report why {@link #deliver} came to no end of its own. */
  public void ended(String why) {
    problem = Optional.of(why);
  }

  /** How it went; to be asked when the run is over. */
  public SpoolReport report() {
    return new SpoolReport(
        sink.name(), delivered, found, refused, spool.dropped(), left(), problem);
  }

  private int left() {
    try {
      return spool.size();
    } catch (IOException failed) {
      problem = Optional.of("the spool cannot be read: " + shown(failed));
      return 0;
    }
  }

  private void deliver(List<SpooledProfile> profiles, Memory memory)
      throws IOException, ProfileFailure {
    for (SpooledProfile each : profiles) {
      try (var _ = memory.hold(each.sizeAtWorst())) {
        if (stopped || deliver(each) == Next.STOP) {
          return;
        }
      }
    }
  }

  private Next deliver(SpooledProfile spooled) throws IOException {
    Optional<NewProfile> profile = spooled.read();
    if (profile.isEmpty()) {
      return Next.GO_ON;
    }
    return spooled.mayHaveBeenSent()
        ? lookAndSend(spooled, profile.get())
        : markAndSend(spooled, profile.get());
  }

  private Next lookAndSend(SpooledProfile spooled, NewProfile profile) throws IOException {
    try {
      awaitStored(spooled.sentAt());
      if (isStored(profile)) {
        spooled.remove();
        found++;
        return Next.GO_ON;
      }
    } catch (StoreException unanswered) {
      problem = Optional.of(String.valueOf(unanswered.getMessage()));
      return Next.STOP;
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return Next.STOP;
    }
    return markAndSend(spooled, profile);
  }

  private Next markAndSend(SpooledProfile spooled, NewProfile profile) throws IOException {
    Optional<SpooledProfile> sending = spooled.sending(clock.instant());
    return sending.isPresent() ? send(sending.get(), profile) : Next.GO_ON;
  }

  private Next send(SpooledProfile spooled, NewProfile profile) throws IOException {
    try {
      sink.write(profile);
      undeliveredInARow = 0;
      spooled.remove();
      delivered++;
      return Next.GO_ON;
    } catch (SinkDenied denied) {
      spooled.putBack();
      problem = Optional.of(denied.reason());
      return Next.STOP;
    } catch (ProfileFailure failure) {
      problem = Optional.of(failure.reason());
      return after(failure, spooled);
    }
  }

  private Next after(ProfileFailure failure, SpooledProfile spooled) throws IOException {
    return switch (failure.outcome()) {
      case REJECTED -> {
        spooled.remove();
        refused++;
        yield Next.GO_ON;
      }
      case UNKNOWN -> Next.GO_ON; // it stays marked as sent, to be looked for
      case UNDELIVERED -> {
        spooled.putBack();
        undeliveredInARow++;
        yield undeliveredInARow == ENOUGH ? Next.STOP : Next.GO_ON;
      }
      default -> {
        spooled.putBack();
        yield Next.STOP;
      }
    };
  }

  private void awaitStored(Instant sentAt) throws InterruptedException {
    Duration ago = Duration.between(sentAt, clock.instant());
    if (!ago.isNegative() && ago.compareTo(UNTIL_SENT_IS_STORED) < 0) {
      Thread.sleep(UNTIL_SENT_IS_STORED.minus(ago));
    }
  }

  /** Stores show times by the second. */
  private boolean isStored(NewProfile profile) throws StoreException {
    Instant second = profile.createdAt().truncatedTo(ChronoUnit.SECONDS);
    var query =
        new ProfileQuery(
            profile.service(),
            Optional.of(profile.type()),
            second.minusSeconds(1),
            second.plusSeconds(2),
            telling(profile.labels()),
            OptionalInt.empty());
    return store.find(query).stream()
        .map(StoredProfile::createdAt)
        .anyMatch(time -> time.truncatedTo(ChronoUnit.SECONDS).equals(second));
  }

  private static Labels telling(Labels all) {
    List<Label> telling = all.stream().filter(label -> TELLING.contains(label.key())).toList();
    return new Labels(telling);
  }

  private static String shown(IOException failed) {
    return Untrusted.shown(String.valueOf(failed.getMessage()));
  }
}
