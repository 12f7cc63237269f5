package io.kprofefe.scrape;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.Untrusted;
import io.kprofefe.target.Endpoint;
import io.kprofefe.target.Handler;
import okhttp3.HttpUrl;

/**
 * The URL of one profile. Made of parts, and then read again: what a pod wrote into its annotations
 * must not lead anywhere but to its own address, port and path.
 */
record ProfileUrl(HttpUrl url) {

  /**
   * @throws ProfileFailure {@code UNREACHABLE} when the URL does not say what the target says;
   *     nobody is asked then
   */
  static ProfileUrl of(Endpoint endpoint, Handler handler) throws ProfileFailure {
    var parts =
        new HttpUrl.Builder()
            .scheme(endpoint.scheme().word())
            .host(endpoint.host())
            .port(endpoint.port())
            .addPathSegments(handler.path().substring(1));
    if (handler.samples()) {
      parts.addQueryParameter("seconds", Long.toString(handler.sampling().toSeconds()));
    }
    handler.query().forEach(parts::addQueryParameter);
    HttpUrl url = parts.build();
    if (!leadsTo(url, endpoint, handler)) {
      throw new ProfileFailure(
          Outcome.UNREACHABLE,
          "not asked: a URL cannot say " + Untrusted.shown(endpoint.origin() + handler.path()));
    }
    return new ProfileUrl(url);
  }

  private static boolean leadsTo(HttpUrl url, Endpoint endpoint, Handler handler) {
    return url.scheme().equals(endpoint.scheme().word())
        && url.host().equals(canonical(endpoint.host()))
        && url.port() == endpoint.port()
        && url.username().isEmpty()
        && url.password().isEmpty()
        && url.fragment() == null
        && url.encodedPath().equals(handler.path());
  }

  private static String canonical(String host) {
    return new HttpUrl.Builder().scheme("http").host(host).build().host();
  }

  /** For a person: without its parameters. */
  @Override
  public String toString() {
    return Untrusted.shown(url.newBuilder().query(null).toString());
  }
}
