package io.kprofefe.store.pyroscope;

import io.kprofefe.credential.CredentialException;
import io.kprofefe.credential.Credentials;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.store.NewProfile;
import io.kprofefe.store.Persistence;
import io.kprofefe.store.ProfileSink;
import io.kprofefe.store.StoredProfile;
import io.kprofefe.store.Turns;
import io.kprofefe.store.http.RetryAfter;
import io.kprofefe.store.http.Sending;
import io.kprofefe.store.http.StoreHttp;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Random;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Response;

/**
 * A Grafana Pyroscope, by its push (as 2.2.1 answers). It takes half a second for each profile, so
 * it has a bound of its own; and it stores what it is sent twice twice, so that only what it surely
 * has not is sent again.
 */
public final class PyroscopeSink implements ProfileSink {

  /** The sink's name. */
  public static final String NAME = "pyroscope";

  private static final String PUSH = "push.v1.PusherService/Push";

  private final PyroscopeSettings settings;
  private final Credentials credentials;
  private final StoreHttp http;
  private final HttpUrl url;
  private final Headers headers;
  private final PyroscopeFailures failures;
  private final InstantSource clock;
  private final Turns turns;
  private final Persistence persistence = new Persistence();
  private final ThrottlePatience patience;

  public PyroscopeSink(PyroscopeSettings settings) {
    this(settings, InstantSource.system(), new ThrottlePatience(new Random(), Thread::sleep));
  }

  PyroscopeSink(PyroscopeSettings settings, InstantSource clock, ThrottlePatience patience) {
    this.settings = settings;
    this.credentials = new Credentials(settings.credentials());
    this.http = new StoreHttp(settings.url(), credentials, settings.timeouts());
    this.url = settings.url().at(PUSH).build();
    this.headers = headers(settings);
    this.failures =
        new PyroscopeFailures(settings.url(), credentials, settings.tenant().isPresent());
    this.clock = clock;
    this.turns = new Turns(settings.connections());
    this.patience = patience;
  }

  /**
   * Reads our credentials, to say at once what each profile would say.
   *
   * @throws CredentialException when they cannot be used
   */
  public void checkCredentials() throws CredentialException {
    credentials.check();
  }

  @Override
  public String name() {
    return NAME;
  }

  /**
   * Sends it, and says for certain what became of it, or {@code UNKNOWN}. An interrupt of the
   * thread, which must be virtual, ends it.
   *
   * @throws ProfileFailure as in {@link ProfileSink#write}; also {@code DECLINED} when nothing in
   *     it is of use to Pyroscope
   */
  @Override
  public StoredProfile write(NewProfile profile) throws ProfileFailure {
    var push = Push.of(profile, settings.limits());
    return turns.inTurn(() -> persistence.untilTaken(() -> patience.untilTaken(() -> sent(push))));
  }

  private StoredProfile sent(Push push) throws ProfileFailure {
    checkTime(push.profile().createdAt());
    var sending = new Sending(push.content());
    try (Response response = http.post(url, headers, sending).execute()) {
      if (response.code() != 200) {
        throw failures.refusal(
            response.code(), retryAfter(response), StoreHttp.startIfAny(response));
      }
      if (!PyroscopeFailures.isSuccess(StoreHttp.start(response))) {
        throw failures.notPyroscope();
      }
      return push.stored();
    } catch (IOException lost) {
      throw failures.lost(sending, lost);
    }
  }

  private void checkTime(Instant time) throws ProfileFailure {
    if (Thread.currentThread().isInterrupted()) {
      throw new ProfileFailure(Outcome.CANCELLED, "the run ended before it was sent");
    }
    Instant now = clock.instant();
    Duration age = settings.limits().age();
    if (time.isBefore(now.minus(age))) {
      throw outsideOfWindow(time, "older than %d min (--pyroscope-max-age)", age);
    }
    if (time.isAfter(now.plus(PyroscopeLimits.AHEAD))) {
      throw outsideOfWindow(time, "more than %d min ahead", PyroscopeLimits.AHEAD);
    }
  }

  private static ProfileFailure outsideOfWindow(Instant time, String how, Duration most) {
    return new ProfileFailure(
        Outcome.REJECTED,
        "not sent: it is of %s, and Pyroscope takes nothing that is "
                .formatted(time.truncatedTo(ChronoUnit.SECONDS))
            + how.formatted(most.toMinutes()));
  }

  private Optional<Duration> retryAfter(Response response) {
    return Optional.ofNullable(response.header("Retry-After"))
        .flatMap(header -> RetryAfter.of(header, clock.instant()));
  }

  private static Headers headers(PyroscopeSettings settings) {
    var headers = new Headers.Builder().add("Content-Type", "application/json");
    settings.tenant().ifPresent(tenant -> headers.add("X-Scope-OrgID", tenant));
    return headers.build();
  }
}
