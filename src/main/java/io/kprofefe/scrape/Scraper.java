package io.kprofefe.scrape;

import io.kprofefe.kubernetes.ClusterLogin;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.target.Target;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Fetches profiles from targets, and from nobody else. Safe for use by many threads. */
public final class Scraper implements AutoCloseable {

  private final ScrapeSettings settings;
  private final Route route;
  private final Callers callers;
  private final CallsInFlight calls = new CallsInFlight();
  private final SharedPools pools = new SharedPools();
  private final ScheduledThreadPoolExecutor alarm;

  /** One that dials the targets itself. */
  public Scraper(ScrapeSettings settings) {
    this(settings, Route.direct(), Optional.empty(), Optional.empty());
  }

  /**
   * @param credentials for the targets to which they are granted
   * @param login for those that are asked as our own account
   */
  public Scraper(
      ScrapeSettings settings,
      Route route,
      Optional<TargetCredentials> credentials,
      Optional<ClusterLogin> login) {
    this.settings = settings;
    this.route = route;
    this.callers = new Callers(settings.connectTimeout(), credentials, login);
    this.alarm =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("scrape-limits").factory());
    alarm.setRemoveOnCancelPolicy(true);
  }

  /**
   * A visit to one target, for one thread.
   *
   * @throws ProfileFailure {@code TLS} when our own files cannot be used; nobody is asked then
   */
  public Visit visit(Target target) throws ProfileFailure {
    return new Visit(target, settings, route, callers.to(target), pools.next(), calls, alarm);
  }

  /**
   * Ends all calls in flight, also those whose body is being read, and every later one before it
   * begins: all as {@code CANCELLED}.
   *
   * @param why a sentence for a person, such as "the run's deadline came first"
   */
  public void stop(String why) {
    calls.stop(why);
  }

  @Override
  public void close() {
    stop("the scraper was closed");
    alarm.shutdownNow();
  }
}
