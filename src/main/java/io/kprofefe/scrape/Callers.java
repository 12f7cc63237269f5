package io.kprofefe.scrape;

import io.kprofefe.credential.CredentialException;
import io.kprofefe.kubernetes.ClusterLogin;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.Untrusted;
import io.kprofefe.target.AskedAs;
import io.kprofefe.target.AskedAs.OwnAccount;
import io.kprofefe.target.Scheme;
import io.kprofefe.target.Target;
import io.kprofefe.target.Via;
import java.io.IOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import okhttp3.ConnectionSpec;
import okhttp3.Dns;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * Who calls a target: a client that knows no cookie, follows no redirect, asks nothing twice by
 * itself, and shows itself to nobody but as whom the target is asked. Safe for use by many threads.
 */
final class Callers {

  private static final Headers NOTHING = new Headers.Builder().build();

  private final Optional<TargetCredentials> credentials;
  private final Optional<ClusterLogin> login;
  private final Duration connectTimeout;
  private final OkHttpClient plain;
  private final Map<Kind, OkHttpClient> made = new EnumMap<>(Kind.class);

  /** Made when the first target wants it: the system's trust store takes a while to load. */
  private enum Kind {
    TLS,
    API_SERVER,
    OWN_ACCOUNT,
    OWN_ACCOUNT_UNCHECKED
  }

  /**
   * @param credentials for the targets to which they are granted
   * @param login for those that are asked as our own account
   */
  Callers(
      Duration connectTimeout,
      Optional<TargetCredentials> credentials,
      Optional<ClusterLogin> login) {
    this.connectTimeout = connectTimeout;
    this.credentials = credentials;
    this.login = login;
    this.plain =
        careful(new OkHttpClient.Builder())
            .proxy(Proxy.NO_PROXY)
            .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
            .build();
  }

  /**
   * One who calls.
   *
   * @param headers that say who that is
   * @param names equal to no other, by which OkHttp keeps the connections of one visit from all
   *     others (5.5.1 compares who looks up, and not where sockets come from)
   */
  record Caller(OkHttpClient client, Headers headers, Dns names) {}

  /**
   * @throws ProfileFailure {@code TLS} when our own files cannot be used; nobody is asked then
   */
  Caller to(Target target) throws ProfileFailure {
    try {
      return switch (target.as()) {
        case OwnAccount account -> ofAccount(target, account);
        case AskedAs.Granted _ when overTls(target) && credentials.isPresent() ->
            granted(credentials.get());
        case AskedAs.Granted _, AskedAs.Anybody _ ->
            new Caller(overTls(target) ? tls() : plain, NOTHING, new NoNames());
      };
    } catch (CredentialException unusable) {
      throw new ProfileFailure(Outcome.TLS, "not asked: " + unusable.reason(), unusable);
    } catch (IOException unreadable) {
      String why = Untrusted.shown(Objects.toString(unreadable.getMessage()));
      throw new ProfileFailure(Outcome.TLS, "not asked: " + why, unreadable);
    }
  }

  /** Over plain HTTP whoever is on the way would see what they are shown. */
  private static boolean overTls(Target target) {
    return target.endpoint().scheme() == Scheme.HTTPS;
  }

  private Caller granted(TargetCredentials shown) throws CredentialException {
    var headers = new Headers.Builder();
    shown.credentials().authorization().ifPresent(value -> headers.set("Authorization", value));
    return new Caller(shown.secured(tls()), headers.build(), new NoNames());
  }

  private Caller ofAccount(Target target, OwnAccount account) throws IOException {
    ClusterLogin ours = login.orElseThrow(() -> new IOException("we have no account to show"));
    boolean named = target.endpoint().via() == Via.API_SERVER;
    return new Caller(
        named ? toApiServer(ours) : client(account, ours),
        ours.headers(),
        named ? new ApiServerName() : new NoNames());
  }

  private OkHttpClient toApiServer(ClusterLogin ours) {
    return made(Kind.API_SERVER, () -> careful(ours.toApiServer()).build());
  }

  private OkHttpClient client(OwnAccount account, ClusterLogin ours) {
    Kind kind = account.unchecked() ? Kind.OWN_ACCOUNT_UNCHECKED : Kind.OWN_ACCOUNT;
    return made(
        kind,
        () -> {
          OkHttpClient.Builder client = overTls(plain);
          ours.applyTo(client, account.unchecked());
          return client.build();
        });
  }

  private OkHttpClient tls() {
    return made(Kind.TLS, () -> overTls(plain).build());
  }

  private static OkHttpClient.Builder overTls(OkHttpClient client) {
    return client.newBuilder().connectionSpecs(List.of(ConnectionSpec.MODERN_TLS));
  }

  private synchronized OkHttpClient made(Kind kind, Supplier<OkHttpClient> maker) {
    return made.computeIfAbsent(kind, _ -> maker.get());
  }

  private OkHttpClient.Builder careful(OkHttpClient.Builder client) {
    return client
        .followRedirects(false)
        .followSslRedirects(false)
        .retryOnConnectionFailure(false)
        .protocols(List.of(Protocol.HTTP_1_1))
        // Else each connection is made by a thread of OkHttp's, not by the virtual one that waits.
        .fastFallback(false)
        .connectTimeout(connectTimeout)
        // A limit on each read never fires on a drip; TimeLimit ends the whole call.
        .readTimeout(Duration.ZERO)
        .writeTimeout(Duration.ZERO)
        .eventListenerFactory(
            call -> Objects.requireNonNull(call.request().tag(Wire.class), "a call has its wire"))
        .addNetworkInterceptor(new OnlyStatus200());
  }
}
