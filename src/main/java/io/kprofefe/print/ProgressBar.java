package io.kprofefe.print;

import io.kprofefe.run.ProfileEnd;
import io.kprofefe.run.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How far a run is, in one line on a terminal; nothing elsewhere. Closing leaves no trace. */
public final class ProgressBar implements Progress, AutoCloseable {

  private static final int CELLS = 24;
  private static final Duration BETWEEN = Duration.ofMillis(100);

  private final Screen screen;
  private final InstantSource clock;
  private int wanted;
  private int ended;
  private int failed;
  private Instant drawn = Instant.MIN;
  private boolean closed;

  public ProgressBar(Screen screen, InstantSource clock) {
    this.screen = screen;
    this.clock = clock;
  }

  @Override
  public synchronized void wanted(int profiles) {
    wanted += profiles;
    draw();
  }

  @Override
  public synchronized void ended(ProfileEnd end) {
    ended++;
    failed += end.outcome().isFailure() ? 1 : 0;
    draw();
  }

  @Override
  public synchronized void close() {
    closed = true;
    screen.erase();
  }

  /** Ten times a second at most: thousands of profiles may end at once. */
  private void draw() {
    Instant now = clock.instant();
    boolean tooSoon = now.isBefore(drawn.plus(BETWEEN)) && ended < wanted;
    if (closed || tooSoon) {
      return;
    }
    drawn = now;
    int full = wanted == 0 ? 0 : (int) ((long) CELLS * ended / wanted);
    screen.status(
        "[%s%s] %d of %d profiles%s"
            .formatted(
                "#".repeat(full),
                ".".repeat(CELLS - full),
                ended,
                wanted,
                failed == 0 ? "" : ", " + failed + " failed"));
  }
}
