package io.kprofefe.scrape;

import io.kprofefe.credential.CredentialException;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.target.Scheme;
import io.kprofefe.target.Target;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * Fetches profiles from targets, and from nobody else: its HTTP client knows no proxy, no cookie,
 * shows no credential but to whom that was granted, follows no redirect and asks nothing twice by
 * itself. Safe for use by many threads.
 */
public final class Scraper implements AutoCloseable {

  private final ScrapeSettings settings;
  private final Route route;
  private final Optional<TargetCredentials> credentials;
  private final CallsInFlight calls = new CallsInFlight();
  private final SharedPools pools = new SharedPools();
  private final ScheduledThreadPoolExecutor alarm;
  private final OkHttpClient plain;
  private @Nullable OkHttpClient tls;

  /** One that dials the targets itself. */
  public Scraper(ScrapeSettings settings) {
    this(settings, Route.direct(), Optional.empty());
  }

  /**
   * @param credentials for the targets to which they are granted
   */
  public Scraper(ScrapeSettings settings, Route route, Optional<TargetCredentials> credentials) {
    this.settings = settings;
    this.route = route;
    this.credentials = credentials;
    this.alarm =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("scrape-limits").factory());
    alarm.setRemoveOnCancelPolicy(true);
    this.plain = client(settings.connectTimeout());
  }

  /**
   * A visit to one target, for one thread.
   *
   * @throws ProfileFailure {@code TLS} when our own files cannot be used; nobody is asked then
   */
  public Visit visit(Target target) throws ProfileFailure {
    try {
      Optional<TargetCredentials> shown = credentials.filter(_ -> target.isShownCredentials());
      OkHttpClient client = shown.isPresent() ? shown.get().secured(tls()) : client(target);
      Optional<String> authorization =
          shown.isPresent() ? shown.get().credentials().authorization() : Optional.empty();
      return new Visit(target, settings, route, client, authorization, pools.next(), calls, alarm);
    } catch (CredentialException unusable) {
      throw new ProfileFailure(Outcome.TLS, "not asked: " + unusable.reason(), unusable);
    }
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

  private OkHttpClient client(Target target) {
    return target.endpoint().scheme() == Scheme.HTTPS ? tls() : plain;
  }

  /** Made when the first target wants it: the system's trust store takes a while to load. */
  private synchronized OkHttpClient tls() {
    if (tls == null) {
      tls = plain.newBuilder().connectionSpecs(List.of(ConnectionSpec.MODERN_TLS)).build();
    }
    return tls;
  }

  private static OkHttpClient client(Duration connectTimeout) {
    return new OkHttpClient.Builder()
        .proxy(Proxy.NO_PROXY)
        .followRedirects(false)
        .followSslRedirects(false)
        .retryOnConnectionFailure(false)
        .protocols(List.of(Protocol.HTTP_1_1))
        .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
        // Else each connection is made by a thread of OkHttp's, not by the virtual one that waits.
        .fastFallback(false)
        .connectTimeout(connectTimeout)
        // A limit on each read never fires on a drip; TimeLimit ends the whole call.
        .readTimeout(Duration.ZERO)
        .writeTimeout(Duration.ZERO)
        .eventListenerFactory(
            call -> Objects.requireNonNull(call.request().tag(Wire.class), "a call has its wire"))
        .addNetworkInterceptor(new OnlyStatus200())
        .build();
  }
}
