package io.kprofefe.run;

import io.kprofefe.kubernetes.ListingException;
import io.kprofefe.kubernetes.Pods;
import io.kprofefe.profile.PprofLimits;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.scrape.ScrapeSettings;
import io.kprofefe.scrape.Scraper;
import io.kprofefe.store.BoundedSink;
import io.kprofefe.store.ProfileSink;
import io.kprofefe.store.spool.SpoolDelivery;
import io.kprofefe.target.Discovered;
import io.kprofefe.target.Pod;
import io.kprofefe.target.PodAnnotations;
import io.kprofefe.testing.PprofServer;
import io.kprofefe.testing.Targets;
import io.kprofefe.testing.TestPod;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run over pods that a test has thought up, with generous bounds until it says otherwise. */
final class TestRun {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int LARGEST = 1 << 20;

  final Stop stop = new Stop();
  private final Map<String, List<Discovered>> pods = new LinkedHashMap<>();
  private final List<ProfileSink> sinks = new ArrayList<>();
  private final List<SpoolDelivery> spools = new ArrayList<>();
  private Optional<ListingException> endOfList = Optional.empty();
  private RunSettings settings =
      new RunSettings(
          8192,
          new BodyBounds(64, 16 << 20, LARGEST),
          1,
          PprofLimits.ofDecoded(1 << 20),
          Duration.ofMinutes(10),
          LONG,
          0.2);
  private int maxDeliveries = 32;
  private Progress progress = Progress.NONE;
  private Duration drain = LONG;

  /** Each pod of the server, as {@code web-0} and so on. */
  static TestRun over(PprofServer server, ProfileType... wanted) {
    var run = new TestRun();
    for (InetSocketAddress address : server.addresses()) {
      String name = "web-" + run.pods.size();
      run.with(name, Targets.at(name, address, wanted));
    }
    return run;
  }

  static TestRun overNobody() {
    return new TestRun();
  }

  /** A further pod, and what it turns out to be. */
  TestRun with(String pod, Discovered... discovered) {
    pods.put(pod, List.of(discovered));
    return this;
  }

  TestRun to(ProfileSink... more) {
    sinks.addAll(List.of(more));
    return this;
  }

  /** What earlier runs left. */
  TestRun delivering(SpoolDelivery... left) {
    spools.addAll(List.of(left));
    return this;
  }

  TestRun bounds(int connections, int bodies, int deliveries) {
    maxDeliveries = deliveries;
    settings =
        new RunSettings(
            connections,
            new BodyBounds(bodies, settings.bodies().bytes(), LARGEST),
            settings.namespaceRatio(),
            settings.limits(),
            settings.maxSkew(),
            settings.deadline(),
            settings.maxFailureRatio());
    return this;
  }

  /** What one namespace may take of connections and bodies. */
  TestRun namespaceRatio(double ratio) {
    settings =
        new RunSettings(
            settings.maxConnections(),
            settings.bodies(),
            ratio,
            settings.limits(),
            settings.maxSkew(),
            settings.deadline(),
            settings.maxFailureRatio());
    return this;
  }

  TestRun deadline(Duration deadline) {
    settings =
        new RunSettings(
            settings.maxConnections(),
            settings.bodies(),
            settings.namespaceRatio(),
            settings.limits(),
            settings.maxSkew(),
            deadline,
            settings.maxFailureRatio());
    return this;
  }

  TestRun drain(Duration time) {
    drain = time;
    return this;
  }

  TestRun told(Progress watching) {
    progress = watching;
    return this;
  }

  /** The list breaks off behind the pods that there are. */
  TestRun listingEndsWith(ListingException.Problem problem) {
    endOfList = Optional.of(new ListingException(problem, "the API server said something"));
    return this;
  }

  RunReport run() {
    return run(each -> {
      pods.keySet().forEach(name -> each.accept(pod(name)));
      if (endOfList.isPresent()) {
        throw endOfList.get();
      }
      return List.of();
    });
  }

  RunReport run(Pods listed) {
    return run(listed, pod -> pods.getOrDefault(pod.name(), List.of()));
  }

  RunReport run(Pods listed, PodAnnotations annotations) {
    try (var scraper = new Scraper(new ScrapeSettings(LONG, LONG, LARGEST))) {
      return new CollectionRun(
              TargetSearch.of(new AnnotatedSource(listed, annotations)),
              scraper,
              sinks.stream().map(this::bounded).toList(),
              spools,
              settings,
              progress,
              stop,
              InstantSource.system(),
              drain)
          .run();
    }
  }

  private ProfileSink bounded(ProfileSink sink) {
    return new BoundedSink(sink, maxDeliveries);
  }

  static Pod pod(String name) {
    return TestPod.named("shop", name).pod();
  }
}
