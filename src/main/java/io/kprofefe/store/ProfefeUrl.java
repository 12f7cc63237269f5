package io.kprofefe.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kprofefe.credential.Login;
import io.kprofefe.store.http.ServerUrl;
import java.net.URLEncoder;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * The addresses of what a Profefe registry offers.
 *
 * @param server where it is
 */
public record ProfefeUrl(ServerUrl server) {

  /**
   * The registry at this base URL: with or without a slash at its end, with or without a path
   * before {@code /api/0}.
   *
   * @throws IllegalArgumentException when it is no {@code http} or {@code https} URL; says what is
   *     allowed, and nothing that may be a secret
   */
  public static ProfefeUrl parse(String url) {
    return new ProfefeUrl(
        ServerUrl.parse(url, "http://profefe:10100 or https://profefe.example/prefix"));
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
    return server.login();
  }

  /** The URL for people: no user, no password, no query. */
  @Override
  public String toString() {
    return server.toString();
  }

  private HttpUrl.Builder api(String what) {
    return server.at("api/0/" + what);
  }
}
