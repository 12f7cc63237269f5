package io.kprofefe.store;

import io.kprofefe.credential.CredentialException;
import io.kprofefe.credential.Credentials;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.store.StoreException.Problem;
import io.kprofefe.store.http.Content;
import io.kprofefe.store.http.RetryAfter;
import io.kprofefe.store.http.Sending;
import io.kprofefe.store.http.StoreHttp;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Response;

/**
 * A Profefe registry, over its HTTP API (as 92baf9f answers). Each profile is sent once; {@link
 * PersistentSink} is what tries again.
 */
public final class ProfefeStore implements ProfileStore {

  private static final Headers A_PROFILE = Headers.of("Content-Type", "application/octet-stream");

  private final ProfefeSettings settings;
  private final Credentials credentials;
  private final StoreHttp http;
  private final ProfefeFailures failures;
  private final InstantSource clock;

  public ProfefeStore(ProfefeSettings settings) {
    this(settings, InstantSource.system());
  }

  ProfefeStore(ProfefeSettings settings, InstantSource clock) {
    this.settings = settings;
    this.credentials = new Credentials(settings.credentials());
    this.http = new StoreHttp(settings.url().server(), credentials, settings.timeouts());
    this.failures = new ProfefeFailures(settings.url(), credentials);
    this.clock = clock;
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
    return "profefe";
  }

  /**
   * Sends it once, and says for certain what became of it, or {@code UNKNOWN}. An interrupt of the
   * thread, which must be virtual, ends it: {@code CANCELLED} when the registry cannot have the
   * whole profile, else {@code UNKNOWN}.
   */
  @Override
  public StoredProfile write(NewProfile profile) throws ProfileFailure {
    if (Thread.currentThread().isInterrupted()) {
      throw new ProfileFailure(Outcome.CANCELLED, "the run ended before it was sent");
    }
    var sending = new Sending(Content.of(profile.bytes()));
    HttpUrl url = ProfefeParameters.store(settings.url().profiles(), profile);
    try (Response response = http.post(url, A_PROFILE, sending).execute()) {
      if (response.code() != 200) {
        throw failures.refusal(
            response.code(), retryAfter(response), StoreHttp.startIfAny(response));
      }
      return ProfefeAnswers.stored(StoreHttp.start(response), profile)
          .filter(stored -> !credentials.areIn(stored.id()))
          .orElseThrow(failures::withoutId);
    } catch (IOException lost) {
      throw failures.lost(sending, lost);
    }
  }

  @Override
  public List<String> services() throws StoreException {
    return query(settings.url().services(), ProfefeAnswers::services);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The registry sorts by the second it shows and gives the newest first within one (seen with
   * 92baf9f); so its list is turned around before it is sorted, and a limit keeps the newest.
   */
  @Override
  public List<StoredProfile> find(ProfileQuery query) throws StoreException {
    if (query.from().isAfter(query.to())) {
      return List.of();
    }
    HttpUrl url = ProfefeParameters.find(settings.url().profiles(), query);
    List<StoredProfile> found =
        query(url, ProfefeAnswers::listing).reversed().stream()
            .filter(profile -> profile.labels().containAll(query.labels()))
            .sorted(Comparator.comparing(StoredProfile::createdAt))
            .toList();
    int limit = query.limit().orElse(found.size());
    return found.subList(Math.max(0, found.size() - limit), found.size());
  }

  @Override
  public StoredProfile describe(String id) throws StoreException {
    try {
      return new ProfefeLookup(this, failures).find(id).orElseThrow(() -> failures.unknown(id));
    } catch (StoreException unread) {
      throw unread.problem() == Problem.NOT_FOUND ? failures.unknown(id) : unread;
    }
  }

  @Override
  public InputStream open(String id) throws StoreException {
    HttpUrl url = settings.url().profile(id).orElseThrow(() -> failures.unknown(id));
    try {
      Response response = http.get(url).execute();
      if (response.code() != 200) {
        try (response) {
          throw failures.unread(response.code(), StoreHttp.startIfAny(response));
        }
      }
      return response.body().byteStream();
    } catch (StoreException refused) {
      throw refused;
    } catch (IOException lost) {
      throw failures.unread(lost);
    }
  }

  private interface Answer<T> {
    List<T> read(InputStream body) throws IOException;
  }

  private <T> List<T> query(HttpUrl url, Answer<T> answer) throws StoreException {
    try (Response response = http.get(url).execute()) {
      if (response.code() == 200) {
        return answer.read(response.body().byteStream());
      }
      byte[] start = StoreHttp.startIfAny(response);
      if (response.code() == 404 && ProfefeAnswers.isNothingFound(start)) {
        return List.of();
      }
      throw failures.unread(response.code(), start);
    } catch (StoreException refused) {
      throw refused;
    } catch (IOException lost) {
      throw failures.unread(lost);
    }
  }

  private Optional<Duration> retryAfter(Response response) {
    return Optional.ofNullable(response.header("Retry-After"))
        .flatMap(header -> RetryAfter.of(header, clock.instant()));
  }
}
