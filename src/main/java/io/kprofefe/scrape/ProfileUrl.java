package io.kprofefe.scrape;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.profile.Untrusted;
import io.kprofefe.target.Endpoint;
import io.kprofefe.target.Target;
import java.net.InetAddress;
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
  static ProfileUrl of(Target target, ProfileType type) throws ProfileFailure {
    Endpoint endpoint = target.endpoint();
    var parts =
        new HttpUrl.Builder()
            .scheme(endpoint.scheme().word())
            .host(endpoint.host())
            .port(endpoint.port());
    if (!endpoint.path().isEmpty()) {
      parts.addPathSegments(endpoint.path().substring(1));
    }
    parts.addPathSegment(type.handler());
    if (type.takesSeconds()) {
      parts.addQueryParameter("seconds", Long.toString(target.sampling(type).toSeconds()));
    }
    HttpUrl url = parts.build();
    if (!leadsTo(url, endpoint, type)) {
      throw new ProfileFailure(
          Outcome.UNREACHABLE,
          "not asked: a URL cannot say " + Untrusted.shown(endpoint.toString()));
    }
    return new ProfileUrl(url);
  }

  private static boolean leadsTo(HttpUrl url, Endpoint endpoint, ProfileType type) {
    return url.scheme().equals(endpoint.scheme().word())
        && InetAddress.ofLiteral(url.host()).equals(endpoint.address())
        && url.port() == endpoint.port()
        && url.username().isEmpty()
        && url.password().isEmpty()
        && url.fragment() == null
        && url.encodedPath().equals(endpoint.path() + "/" + type.handler());
  }

  /** For a person: without its parameters. */
  @Override
  public String toString() {
    return Untrusted.shown(url.newBuilder().query(null).toString());
  }
}
