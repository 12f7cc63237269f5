package io.kprofefe.soak;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/** The files and sockets that a process has open, as Linux tells. */
record OpenFiles(long pid) {

  /** A JVM opens some of its own as it goes. */
  static final int FEW = 24;

  private static final Duration LONGEST = Duration.ofSeconds(30);

  int count() {
    var folder = Path.of("/proc", Long.toString(pid), "fd").toFile();
    return Objects.requireNonNull(folder.list(), "it has ended").length;
  }

  /** Waits a while until there are no more than so many; false when it does not come to that. */
  boolean fallTo(int enough) throws InterruptedException {
    for (long end = System.nanoTime() + LONGEST.toNanos(); count() > enough; Thread.sleep(50)) {
      if (System.nanoTime() > end) {
        return false;
      }
    }
    return true;
  }
}
