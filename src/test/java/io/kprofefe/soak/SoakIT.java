package io.kprofefe.soak;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.kprofefe.testing.FakeApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job, run after run, on a crowd of which a third is hostile, while its registry is restarted
 * and sent away. The last run is a quiet one, which delivers what others left.
 */
@Tag("soak")
class SoakIT {

  private static final int PODS = Integer.getInteger("soak.pods", 300);
  private static final int RUNS = Integer.getInteger("soak.runs", 20);
  private static final long MOST_KIBIBYTES = 256 << 10;

  @TempDir private Path folder;
  private final Ledger ledger = new Ledger();
  private final OpenFiles ours = new OpenFiles(ProcessHandle.current().pid());
  private long peakKibibytes;

  @Test
  void every_good_profile_of_every_run_is_stored_exactly_once() throws Exception {
    long started = System.nanoTime();
    try (var crowd = new Crowd(PODS, ledger);
        var api = FakeApiServer.start().with(crowd.pods());
        var registry = new RestartedRegistry(folder.resolve("profiles"))) {
      Path job = Files.createDirectory(folder.resolve("job"));
      runAll(new Job(api.kubeconfig(folder), job, "--profefe-url", registry.url()), registry);
    }
    Balance balance = ledger.comparedWith(folder.resolve("profiles"));
    System.out.printf(
        "%d runs and a quiet one on %d pods in %d s: %s; at most %d MiB resident%n",
        RUNS, PODS, (System.nanoTime() - started) / 1_000_000_000, balance, peakKibibytes >> 10);
    balance.assertEven();
    assertEquals(List.of(), left(folder.resolve("profiles/_incoming")));
  }

  private void runAll(Job job, RestartedRegistry registry) throws Exception {
    int files = ours.count();
    for (int run = 1; run <= RUNS + 1; run++) {
      ledger.begin(run);
      Trouble trouble = Trouble.ofRun(run, RUNS);
      Future<?> underWay = trouble.start(registry, ledger);
      Job.Ended ended = job.run();
      underWay.get();
      registry.away(false);
      peakKibibytes = Math.max(peakKibibytes, ended.peakKibibytes());
      System.out.printf(
          "run %d: %s, exit code %d, %d MiB%n",
          run, trouble, ended.code(), ended.peakKibibytes() >> 10);
      assertAll(
          "run " + run,
          () -> assertEquals(List.of(), failedThoughGood(ended.report(), trouble)),
          () -> assertTrue(ended.peakKibibytes() < MOST_KIBIBYTES, "memory"),
          () -> assertEquals(List.of(), left(job.temporary())),
          () -> assertTrue(ours.fallTo(files + OpenFiles.FEW), "our files grow"),
          () -> assertTrue(registry.keepsFilesClosed(), "the registry's files grow"));
    }
    assertEquals(List.of("lock"), left(job.spool().resolve("profefe")));
  }

  /** Of a good pod, all may fail that the registry is to blame for, while that is in trouble. */
  private static List<String> failedThoughGood(JsonNode report, Trouble trouble) {
    return report
        .get("failures")
        .valueStream()
        .filter(failure -> failure.get("pod").textValue().startsWith("good"))
        .filter(failure -> trouble == Trouble.NONE || failure.get("sink").isNull())
        .map(JsonNode::toString)
        .toList();
  }

  private static List<String> left(Path of) throws IOException {
    if (!Files.exists(of)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(of)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
