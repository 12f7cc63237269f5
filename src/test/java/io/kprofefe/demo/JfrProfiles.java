package io.kprofefe.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import jdk.jfr.Recording;
import one.convert.Arguments;
import one.convert.JfrToPprof;

/**
 * This JVM's own profiles, as JDK Flight Recorder sees them, turned into pprof by jfr-converter.
 * They stand where Go's do, and mean what a JVM can say:
 *
 * <ul>
 *   <li>{@code profile}: where threads ran, sampled for the seconds asked ({@code
 *       jdk.ExecutionSample});
 *   <li>{@code heap}: what was allocated in the last minute ({@code jdk.ObjectAllocationSample}),
 *       not what is alive;
 *   <li>{@code mutex}: who waited for a monitor in the last minute ({@code jdk.JavaMonitorEnter}),
 *       where Go shows who kept the others waiting.
 * </ul>
 */
final class JfrProfiles implements AutoCloseable {

  private static final Duration SAMPLING_PERIOD = Duration.ofMillis(10);

  /** Flight Recorder's own locks. */
  private static final Pattern NOT_ITS_WORK = Pattern.compile(".*jdk[./]jfr.*");

  /** Dumped by one at a time. */
  private final Recording lastMinute = new Recording();

  JfrProfiles() {
    lastMinute.enable("jdk.ObjectAllocationSample").with("throttle", "200/s");
    lastMinute.enable("jdk.JavaMonitorEnter").withThreshold(Duration.ofMillis(1));
    lastMinute.setMaxAge(Duration.ofMinutes(1));
    lastMinute.start();
  }

  byte[] cpu(int seconds) throws IOException {
    try (var recording = new Recording()) {
      recording.enable("jdk.ExecutionSample").withPeriod(SAMPLING_PERIOD);
      recording.start();
      Thread.sleep(Duration.ofSeconds(seconds));
      recording.stop();
      return pprof(recording, new Arguments());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  synchronized byte[] allocations() throws IOException {
    return pprof(lastMinute, new Arguments("--alloc", "--total"));
  }

  synchronized byte[] locks() throws IOException {
    var arguments = new Arguments("--lock", "--total");
    arguments.exclude = NOT_ITS_WORK;
    return pprof(lastMinute, arguments);
  }

  @Override
  public void close() {
    lastMinute.close();
  }

  private static byte[] pprof(Recording recording, Arguments arguments) throws IOException {
    arguments.dot = true;
    arguments.norm = true;
    arguments.output = "pb.gz";
    Path folder = Files.createTempDirectory("kprofefe-demo-jfr-");
    Path events = folder.resolve("events.jfr");
    Path profile = folder.resolve("profile.pb.gz");
    try {
      recording.dump(events);
      JfrToPprof.convert(events.toString(), profile.toString(), arguments);
      return Files.readAllBytes(profile);
    } finally {
      Files.deleteIfExists(events);
      Files.deleteIfExists(profile);
      Files.delete(folder);
    }
  }
}
