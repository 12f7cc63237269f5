package io.kprofefe.run;

import io.kprofefe.scrape.Scraper;
import io.kprofefe.store.ProfileSink;
import io.kprofefe.store.spool.SpoolDelivery;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One collection run: finds the targets, scrapes them all at once, delivers, and says how it went.
 * To be run once.
 */
public final class CollectionRun {

  /** Kubernetes sends SIGKILL 30 s after SIGTERM, and the metrics want to be pushed as well. */
  private static final Duration DRAIN = Duration.ofSeconds(10);

  /** For a sink that is cut off to say what has become of the profile, or to put it by. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(3);

  private final Discovery discovery;
  private final Scraper scraper;
  private final RunSettings settings;
  private final Stop stop;
  private final InstantSource clock;
  private final Duration drain;
  private final FairSlots connections;
  private final Bodies bodies;
  private final Deliveries deliveries;
  private final SpoolDeliveries spools;
  private final ProfileWay way;
  private final TargetWay targets;

  /**
   * @param sinks each gets every profile; at least one
   * @param spools what earlier runs left, to be delivered as well
   * @param stop may end the run early, from any thread
   */
  public CollectionRun(
      TargetSearch search,
      Scraper scraper,
      List<ProfileSink> sinks,
      List<SpoolDelivery> spools,
      RunSettings settings,
      Progress progress,
      Stop stop,
      InstantSource clock) {
    this(search, scraper, sinks, spools, settings, progress, stop, clock, DRAIN);
  }

  CollectionRun(
      TargetSearch search,
      Scraper scraper,
      List<ProfileSink> sinks,
      List<SpoolDelivery> spools,
      RunSettings settings,
      Progress progress,
      Stop stop,
      InstantSource clock,
      Duration drain) {
    this.discovery = new Discovery(search);
    this.scraper = scraper;
    this.settings = settings;
    this.stop = stop;
    this.clock = clock;
    this.drain = drain;
    this.connections = settings.connectionSlots();
    this.bodies = settings.roomForBodies();
    this.deliveries = new Deliveries(sinks);
    this.spools = new SpoolDeliveries(spools, bodies);
    this.way =
        new ProfileWay(
            bodies,
            Checks.ofThisJvm(),
            new SoundnessCheck(settings.limits(), settings.maxSkew()),
            deliveries,
            clock);
    this.targets = new TargetWay(scraper, connections, way, progress);
  }

  /** Runs to the end, or until it is stopped. What goes wrong is in the report. */
  public RunReport run() {
    Instant startedAt = clock.instant();
    long started = System.nanoTime();
    var ends = new ArrayList<Future<List<ProfileEnd>>>();
    Found found;
    try (var alarm = new Alarm();
        var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      stop.whenRequested(() -> endEarly(alarm));
      alarm.after(settings.deadline(), () -> stop.request(Stop.Cause.DEADLINE));
      spools.start();
      found = discovery.find(stop, target -> ends.add(tasks.submit(() -> targets.go(target))));
      spools.await();
    }
    return report(startedAt, Duration.ofNanos(System.nanoTime() - started), found, joined(ends));
  }

  /** Nothing new begins; what was fetched may be delivered for a while yet. */
  private void endEarly(Alarm alarm) {
    String why = stop.cause().orElseThrow().reason();
    connections.close(why);
    bodies.close(why);
    scraper.stop(why);
    spools.stop();
    alarm.after(drain, this::cutOff);
    alarm.after(drain.plus(LAST_WORDS), () -> giveUp(why));
  }

  private void cutOff() {
    deliveries.stop();
    spools.cutOff();
  }

  private void giveUp(String why) {
    deliveries.giveUp(why);
    spools.giveUp();
  }

  private RunReport report(Instant startedAt, Duration took, Found found, List<ProfileEnd> ends) {
    var verdict = new Verdict(stop.cause(), found.problem(), ends, settings.maxFailureRatio());
    return new RunReport(
        verdict.exitCode(),
        startedAt,
        took,
        new StageTimes(found.took(), way.collecting(), deliveries.delivering()),
        found.error(),
        found.targets(),
        found.skipped(),
        found.notSampled(),
        ends,
        spools.reports());
  }

  /** In the order in which the targets were found. All have ended. */
  private static List<ProfileEnd> joined(List<Future<List<ProfileEnd>>> ends) {
    var all = new ArrayList<ProfileEnd>();
    for (Future<List<ProfileEnd>> each : ends) {
      try {
        all.addAll(each.get());
      } catch (ExecutionException bug) {
        throw new IllegalStateException("a target's thread died", bug.getCause());
      } catch (InterruptedException impossible) {
        throw new IllegalStateException("interrupted at what has ended", impossible);
      }
    }
    return all;
  }
}
