package io.kprofefe.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.StoredType;
import io.kprofefe.store.NewProfile;
import io.kprofefe.store.spool.Spool;
import io.kprofefe.testing.FakeApiServer;
import io.kprofefe.testing.Pprofs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job that is killed again and again, while it scrapes and while it delivers what was left to it:
 * nothing of it is half there or there twice, and what was in its spool is there in the end.
 */
@Tag("soak")
class KilledJobIT {

  private static final int PODS = 60;
  private static final int KILLS = Integer.getInteger("soak.kills", 30);
  private static final long SEED = Long.getLong("soak.seed", System.nanoTime());
  private static final int LEFT_TO_EACH = 50;
  private static final int LONGEST_MILLIS = 8000;
  private static final int SOON_MILLIS = 400;

  /** What was in the spool when a run began belongs to none. */
  private static final int LEFT = 0;

  /** Not the first after the kills, for which pods may still answer who was killed. */
  private static final int LAST = KILLS + 1;

  private static final int ALL = 1 << 30;

  @TempDir private Path folder;
  private final Ledger ledger = new Ledger();
  private final Random random = new Random(SEED);

  @Test
  void what_is_in_a_registry_is_whole_and_there_once() throws Exception {
    Path profiles = folder.resolve("profiles");
    try (var registry = new RestartedRegistry(profiles)) {
      runAll("profefe", profiles, registry::away, "--profefe-url", registry.url());
    }
  }

  @Test
  void what_is_in_a_directory_is_whole_and_there_once() throws Exception {
    Path profiles = folder.resolve("profiles");
    runAll("dir", profiles, _ -> {}, "--dir", profiles.toString());
  }

  private void runAll(String store, Path profiles, Consumer<Boolean> away, String... to)
      throws Exception {
    Path of = Files.createDirectory(folder.resolve("job"));
    try (var crowd = new Crowd(PODS, ledger);
        var api = FakeApiServer.start().with(crowd.pods())) {
      var job = new Job(api.kubeconfig(folder), of, to);
      var spool = new Spool(job.spool().resolve(store), ALL);
      for (int run = 1; run <= KILLS; run++) {
        leaveIn(spool);
        away.accept(random.nextInt(4) == 0);
        ledger.begin(run);
        job.runUntil(run % 2 == 0 ? this::anyMoment : whileItDelivers(spool));
      }
      away.accept(false);
      job.run();
      assertEquals(0, spool.size());
      ledger.begin(LAST);
      job.run();
    }
    Balance balance = ledger.comparedWith(profiles);
    System.out.printf(
        "%d kills (-Dsoak.seed=%d), %s: %s (what was lost went with its run)%n",
        KILLS, SEED, store, balance);
    balance.assertEven(good -> good.run() == LEFT || good.run() == LAST);
  }

  private void leaveIn(Spool spool) throws IOException {
    for (int i = 0; i < LEFT_TO_EACH; i++) {
      Instant time = Instant.now();
      String pod = "left-" + random.nextLong();
      byte[] body = Pprofs.gzip(GoodPod.unlikeAnyOther(time).build().toByteArray());
      ledger.add(LEFT, pod, StoredType.HEAP, time, body);
      var labels = new Labels(List.of(new Label("namespace", "shop"), new Label("pod", pod)));
      spool.keep(new NewProfile("left", StoredType.HEAP, labels, time, body));
    }
  }

  private void anyMoment(Process job) throws InterruptedException {
    Thread.sleep(random.nextInt(LONGEST_MILLIS));
  }

  private Job.Moment whileItDelivers(Spool spool) throws IOException {
    int before = spool.size();
    return job -> {
      while (job.isAlive() && spool.size() >= before) {
        Thread.sleep(1);
      }
      Thread.sleep(random.nextInt(SOON_MILLIS));
    };
  }
}
