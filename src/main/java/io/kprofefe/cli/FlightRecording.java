package io.kprofefe.cli;

import io.kprofefe.cli.option.UsageException;
import io.kprofefe.cli.option.Variable;
import io.kprofefe.print.Screen;
import io.kprofefe.profile.Untrusted;
import io.kprofefe.run.ExitCode;
import io.kprofefe.store.NewFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.Recording;

/**
 * One call of the program, as JDK Flight Recorder sees it: where its CPU time goes, what is
 * allocated and collected, what waits for sockets and monitors. It is written when it is closed, or
 * on SIGINT and SIGTERM; not when a second signal halts the process. No class of Flight Recorder is
 * loaded before there is one of these.
 */
final class FlightRecording implements AutoCloseable {

  /**
   * What a registry recorded for days may leave on the disk: as much as the JVM's own recordings.
   */
  private static final long NEWEST_BYTES = 250 << 20;

  private static final Duration WORTH_TELLING = Duration.ofMillis(1);

  private final Recording recording;
  private final Path file;
  private final Screen screen;
  private final Signals signals;
  private boolean ended;

  private FlightRecording(Recording recording, Path file, Screen screen) {
    this.recording = recording;
    this.file = file;
    this.screen = screen;
    this.signals = new Signals(this::end);
  }

  /**
   * Begins one.
   *
   * @param file is written at its end; where there is one, a numbered neighbour
   * @param screen is told which file it became
   * @throws UsageException when it could not be written
   */
  static FlightRecording to(Path file, Screen screen) throws UsageException {
    tryToWrite(file);
    Recording recording = prepared();
    recording.setMaxSize(NEWEST_BYTES);
    recording.start();
    return new FlightRecording(recording, file, screen);
  }

  private static Recording prepared() throws UsageException {
    try {
      var recording = new Recording();
      choose(recording);
      return recording;
    } catch (IllegalStateException refused) {
      throw new UsageException(
          "%s: %s: it needs a folder for what it records: name one by JDK_JAVA_OPTIONS=-Djava.io.tmpdir=DIR"
              .formatted(
                  Variable.KPROFEFE_JFR, Untrusted.shown(String.valueOf(refused.getMessage()))));
    }
  }

  /**
   * For short runs: samples as often as the kernel gives them. Never those events that repeat the
   * command line or the environment: secrets may be there.
   */
  private static void choose(Recording recording) {
    recording.enable("jdk.CPUTimeSample").with("throttle", "1ms");
    recording.enable("jdk.CPUTimeSamplesLost");
    recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10)); // not only on Linux
    recording.enable("jdk.ObjectAllocationSample").with("throttle", "1000/s");
    recording.enable("jdk.GarbageCollection");
    recording.enable("jdk.GCHeapSummary");
    recording.enable("jdk.SocketRead").withThreshold(WORTH_TELLING);
    recording.enable("jdk.SocketWrite").withThreshold(WORTH_TELLING);
    recording.enable("jdk.JavaMonitorEnter").withThreshold(WORTH_TELLING);
    recording.enable("jdk.VirtualThreadPinned").withThreshold(WORTH_TELLING);
  }

  /** With an empty file that goes at once: after the run it would be too late to learn it. */
  private static void tryToWrite(Path file) throws UsageException {
    if (Files.isDirectory(file)) {
      throw notWritable(file, "it is a directory");
    }
    try {
      Files.delete(NewFile.write(file, _ -> {}));
    } catch (IOException failure) {
      throw notWritable(file, reason(failure));
    }
  }

  private static UsageException notWritable(Path file, String why) {
    return new UsageException(
        "%s %s cannot be written: %s: name a file in a folder where files may be made"
            .formatted(Variable.KPROFEFE_JFR, Untrusted.shown(file.toString()), why));
  }

  private static String reason(IOException failure) {
    return failure instanceof FileSystemException known
        ? FileTrouble.of(known)
        : String.valueOf(failure.getMessage());
  }

  @Override
  public synchronized void close() {
    if (!ended) {
      ended = true;
      recording.stop();
      write();
      recording.close();
      signals.close();
    }
  }

  private void end(ExitCode signal) {
    close();
    System.exit(signal.code());
  }

  /** A run that went well stays one when its recording is lost. */
  private void write() {
    try {
      screen.say(
          "recorded in "
              + NewFile.write(
                  file,
                  stream -> {
                    try (InputStream events = recording.getStream(null, null)) {
                      events.transferTo(stream);
                    }
                  }));
    } catch (IOException failure) {
      screen.say(
          "warning: the recording is lost: %s: %s"
              .formatted(Untrusted.shown(file.toString()), reason(failure)));
    }
  }
}
