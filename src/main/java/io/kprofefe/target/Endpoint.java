package io.kprofefe.target;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Where pprof is served.
 *
 * @param address a literal from the pod's status; no name was resolved
 * @param path prefix of the handlers, absolute, without a slash at its end ({@code /debug/pprof})
 */
public record Endpoint(Scheme scheme, InetAddress address, int port, String path) {

  /** The address as it stands in a URL: IPv6 in brackets. */
  public String host() {
    String literal = address.getHostAddress();
    return address instanceof Inet6Address ? "[" + literal + "]" : literal;
  }

  /** The URL for people; requests are built from the parts. */
  @Override
  public String toString() {
    return scheme.word() + "://" + host() + ":" + port + path;
  }
}
