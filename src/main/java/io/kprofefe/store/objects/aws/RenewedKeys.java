package io.kprofefe.store.objects.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Keys that end, asked for once and again before they do. */
final class RenewedKeys implements KeySource {

  private static final Duration AHEAD = Duration.ofMinutes(5);

  /** Between two tries to renew keys that still serve. */
  private static final Duration BETWEEN = Duration.ofSeconds(30);

  private final KeySource source;
  private final InstantSource clock;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Optional<Known> known = Optional.empty();

  private record Known(Keys keys, Instant renewal) {

    private boolean servesBefore(Instant now) {
      return now.isBefore(renewal);
    }
  }

  RenewedKeys(KeySource source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  @Override
  public Keys keys() throws NoKeys {
    Optional<Known> before = fresh();
    if (before.isPresent()) {
      return before.get().keys();
    }
    try {
      asking.lockInterruptibly();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw NoKeys.now("the run ended before there were any");
    }
    try {
      Optional<Known> meanwhile = fresh();
      return meanwhile.isPresent() ? meanwhile.get().keys() : renewed();
    } finally {
      asking.unlock();
    }
  }

  private Optional<Known> fresh() {
    return known.filter(keys -> keys.servesBefore(clock.instant()));
  }

  private Keys renewed() throws NoKeys {
    try {
      Keys keys = source.keys();
      known = Optional.of(new Known(keys, renewal(keys)));
      return keys;
    } catch (NoKeys failure) {
      Instant now = clock.instant();
      Optional<Keys> old = known.map(Known::keys).filter(keys -> serves(keys, now));
      old.ifPresent(keys -> known = Optional.of(new Known(keys, now.plus(BETWEEN))));
      return old.orElseThrow(() -> failure);
    }
  }

  private Instant renewal(Keys keys) {
    return keys.expires().map(this::renewal).orElse(Instant.MAX);
  }

  /** Of short ones, in half their time. */
  private Instant renewal(Instant expires) {
    Instant now = clock.instant();
    Duration half = Duration.between(now, expires).dividedBy(2);
    return half.compareTo(AHEAD) < 0 ? now.plus(half) : expires.minus(AHEAD);
  }

  private static boolean serves(Keys keys, Instant now) {
    return keys.expires().filter(end -> !end.isAfter(now)).isEmpty();
  }
}
