package io.kprofefe.target;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Where profiles are served.
 *
 * @param address a literal from the pod's status; no name was resolved. The loopback when it is
 *     reached by a port-forward
 * @param path what the handlers lie below, for people: absolute, without a slash at its end ({@code
 *     /debug/pprof})
 */
public record Endpoint(Scheme scheme, InetAddress address, int port, Via via, String path) {

  /** The address as it stands in a URL: IPv6 in brackets. */
  public String host() {
    String literal = address.getHostAddress();
    return address instanceof Inet6Address ? "[" + literal + "]" : literal;
  }

  /** What a URL begins with, for people; requests are built from the parts. */
  public String origin() {
    return scheme.word() + "://" + host() + ":" + port;
  }

  /** The URL for people. */
  @Override
  public String toString() {
    return origin() + path;
  }
}
