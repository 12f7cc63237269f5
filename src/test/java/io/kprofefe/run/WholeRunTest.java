package io.kprofefe.run;

import static io.kprofefe.profile.ProfileType.CPU;
import static io.kprofefe.profile.ProfileType.HEAP;
import static io.kprofefe.profile.ProfileType.MUTEX;
import static io.kprofefe.testing.PprofServer.Handler.profile;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kprofefe.kubernetes.Cluster;
import io.kprofefe.kubernetes.ClusterAccess;
import io.kprofefe.kubernetes.PodSelection;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.PprofLimits;
import io.kprofefe.scrape.ScrapeSettings;
import io.kprofefe.scrape.Scraper;
import io.kprofefe.store.DirectoryStore;
import io.kprofefe.store.ProfileQuery;
import io.kprofefe.store.StoredProfile;
import io.kprofefe.target.AnnotatedPods;
import io.kprofefe.target.Cidr;
import io.kprofefe.target.Families;
import io.kprofefe.target.Grant;
import io.kprofefe.target.LabelRules;
import io.kprofefe.target.ReachRules;
import io.kprofefe.target.TargetRules;
import io.kprofefe.target.Via;
import io.kprofefe.testing.FakeApiServer;
import io.kprofefe.testing.PprofServer;
import io.kprofefe.testing.Profiles;
import io.kprofefe.testing.TestPod;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All rooms together, short of the command line: an API server, pods, a directory. */
@Timeout(60)
class WholeRunTest {

  @TempDir Path directory;
  @TempDir Path folder;

  @Test
  void annotated_pods_of_a_cluster_are_profiled_into_a_directory() throws Exception {
    Instant start = Instant.now();
    byte[] bytes = Profiles.at(start);
    var store = new DirectoryStore(directory);
    try (var pods = serving(bytes);
        var api = FakeApiServer.start().with(annotated(pods)).with(others()).withPagesOf(2);
        var cluster = Cluster.connect(ClusterAccess.ofKubeconfig(api.kubeconfig(folder)));
        var scraper = new Scraper(scraping())) {
      RunReport report =
          new CollectionRun(
                  TargetSearch.of(
                      new AnnotatedSource(
                          cluster.pods(PodSelection.in(List.of("shop"))),
                          new AnnotatedPods(rules(), Set.of(Families.OURS)))),
                  scraper,
                  List.of(store),
                  List.of(),
                  bounds(),
                  Progress.NONE,
                  new Stop(),
                  InstantSource.system())
              .run();

      assertEquals(ExitCode.OK, report.exitCode(), report.toString());
      assertEquals(Map.of(Outcome.STORED, 3), report.counts(CPU));
      assertEquals(Map.of(Outcome.STORED, 3), report.counts(HEAP));
      assertEquals(Map.of(Outcome.EMPTY, 3), report.counts(MUTEX));
      assertEquals("phase is Pending", report.skipped().getFirst().reason());

      List<StoredProfile> found = store.find(everythingOf("web", start));
      assertEquals(6, found.size());
      try (var stored = store.open(found.getFirst().id())) {
        assertArrayEquals(bytes, stored.readAllBytes());
      }
    }
  }

  private static PprofServer serving(byte[] bytes) {
    return PprofServer.with(3)
        .serving("profile", profile(bytes))
        .serving("heap", profile(bytes))
        .serving("mutex", profile(Profiles.empty()));
  }

  private static List<TestPod> annotated(PprofServer pods) {
    return pods.addresses().stream().map(WholeRunTest::annotated).toList();
  }

  private static TestPod annotated(InetSocketAddress address) {
    String ip = address.getAddress().getHostAddress();
    return TestPod.enabled("shop", "web-" + ip.substring(ip.lastIndexOf('.') + 1))
        .at(ip)
        .annotated("profefe.com/port", Integer.toString(address.getPort()))
        .annotated("profefe.com/service", "web");
  }

  private static List<TestPod> others() {
    return List.of(
        TestPod.named("shop", "plain"),
        TestPod.enabled("shop", "pending").phase("Pending"),
        TestPod.enabled("elsewhere", "web-0"));
  }

  static TargetRules rules() {
    return new TargetRules(
        List.of(CPU, HEAP, MUTEX),
        Duration.ofSeconds(1),
        Duration.ofSeconds(TargetRules.LONGEST_SAMPLING_SECONDS),
        Duration.ofSeconds(1),
        Set.of(),
        LabelRules.NONE,
        false,
        new ReachRules(Via.DIRECT, false, false, List.of(Cidr.parse("127.0.0.0/8")), false),
        Grant.NONE);
  }

  private static ScrapeSettings scraping() {
    return new ScrapeSettings(Duration.ofSeconds(5), Duration.ofSeconds(15), 8 << 20);
  }

  private static RunSettings bounds() {
    return new RunSettings(
        8192,
        new BodyBounds(64, 48 << 20, 8 << 20),
        1,
        PprofLimits.ofDecoded(64 << 20),
        Duration.ofMinutes(10),
        Duration.ofMinutes(8),
        0.2);
  }

  private static ProfileQuery everythingOf(String service, Instant start) {
    return new ProfileQuery(
        service,
        Optional.empty(),
        start.minusSeconds(60),
        start.plusSeconds(60),
        Labels.NONE,
        OptionalInt.empty());
  }
}
