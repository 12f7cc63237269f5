package io.kprofefe.store.http;

import io.kprofefe.credential.Login;
import io.kprofefe.profile.Untrusted;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** Where a server is: the base of all addresses that it offers. */
public final class ServerUrl {

  private static final Pattern TRAILING_SLASHES = Pattern.compile("/*$");

  private final HttpUrl base;

  private ServerUrl(HttpUrl base) {
    this.base = base;
  }

  /**
   * The server at this URL: with or without a slash at its end, with or without a path of its own.
   *
   * @param examples of what is allowed, for a person
   * @throws IllegalArgumentException when it is no {@code http} or {@code https} URL; says what is
   *     allowed, and nothing that may be a secret
   */
  public static ServerUrl parse(String url, String examples) {
    HttpUrl parsed = HttpUrl.parse(url.strip());
    if (parsed == null) {
      throw new IllegalArgumentException("not a URL such as " + examples);
    }
    // A slash at the base's end must not become two: servers answer with a redirect, or a 404.
    String path = TRAILING_SLASHES.matcher(parsed.encodedPath()).replaceFirst("/");
    return new ServerUrl(parsed.newBuilder().encodedPath(path).fragment(null).build());
  }

  /** The address of this path below the base. */
  public HttpUrl.Builder at(String path) {
    return base.newBuilder().addPathSegments(path);
  }

  /** What {@code user:password@} in the URL asks us to send. */
  public Optional<Login> login() {
    return Login.ofUrl(base.username(), base.password());
  }

  public boolean isHttps() {
    return base.isHttps();
  }

  /** The URL for people: no user, no password, no query. */
  @Override
  public String toString() {
    String shown = base.newBuilder().username("").password("").query(null).toString();
    return Untrusted.shown(shown.endsWith("/") ? shown.substring(0, shown.length() - 1) : shown);
  }
}
