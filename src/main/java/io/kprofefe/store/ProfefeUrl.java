package io.kprofefe.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kprofefe.credential.Login;
import io.kprofefe.profile.Untrusted;
import java.net.URLEncoder;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** Where a Profefe registry is, and the addresses of what it offers. */
public final class ProfefeUrl {

  private static final Pattern TRAILING_SLASHES = Pattern.compile("/*$");

  private final HttpUrl base;

  private ProfefeUrl(HttpUrl base) {
    this.base = base;
  }

  /**
   * The registry at this base URL: with or without a slash at its end, with or without a path
   * before {@code /api/0}.
   *
   * @throws IllegalArgumentException when it is no {@code http} or {@code https} URL; says what is
   *     allowed, and nothing that may be a secret
   */
  public static ProfefeUrl parse(String url) {
    HttpUrl parsed = HttpUrl.parse(url.strip());
    if (parsed == null) {
      throw new IllegalArgumentException(
          "not a URL such as http://profefe:10100 or https://profefe.example/prefix");
    }
    // A slash at the base's end must not become two: the answer to //api is a redirect.
    String path = TRAILING_SLASHES.matcher(parsed.encodedPath()).replaceFirst("/");
    return new ProfefeUrl(parsed.newBuilder().encodedPath(path).fragment(null).build());
  }

  /** Where profiles are stored and looked for. */
  HttpUrl profiles() {
    return api("profiles").build();
  }

  HttpUrl services() {
    return api("services").build();
  }

  /**
   * Where this profile is read. Ids of S3 and GCS hold slashes, commas and escapes; the registry
   * unescapes an id once more after the URL itself (source of 92baf9f), so a percent sign goes
   * twice through it.
   *
   * @return empty for what no URL can carry as one segment, and so can be no id
   */
  Optional<HttpUrl> profile(String id) {
    if (id.isEmpty() || id.equals(".") || id.equals("..")) {
      return Optional.empty();
    }
    String escaped = URLEncoder.encode(id.replace("%", "%25"), UTF_8).replace("+", "%20");
    return Optional.of(api("profiles").addEncodedPathSegment(escaped).build());
  }

  /** What {@code user:password@} in the URL asks us to send. */
  Optional<Login> login() {
    return Login.ofUrl(base.username(), base.password());
  }

  /** The URL for people: no user, no password, no query. */
  @Override
  public String toString() {
    String shown = base.newBuilder().username("").password("").query(null).toString();
    return Untrusted.shown(shown.endsWith("/") ? shown.substring(0, shown.length() - 1) : shown);
  }

  private HttpUrl.Builder api(String what) {
    return base.newBuilder().addPathSegments("api/0/" + what);
  }
}
