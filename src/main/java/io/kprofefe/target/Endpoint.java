package io.kprofefe.target;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Where profiles are served.
 *
 * @param host as it stands in a URL, IPv6 in brackets: an address literal from the pod's status (no
 *     name was resolved), the loopback when it is reached by a port-forward; what our own settings
 *     call the API server when that is asked
 * @param path what the handlers lie below, for people: absolute, without a slash at its end ({@code
 *     /debug/pprof})
 */
public record Endpoint(Scheme scheme, String host, int port, Via via, String path) {

  /** At an address. */
  public Endpoint(Scheme scheme, InetAddress address, int port, Via via, String path) {
    this(scheme, inUrl(address), port, via, path);
  }

  /** What a URL begins with, for people; requests are built from the parts. */
  public String origin() {
    return scheme.word() + "://" + host + ":" + port;
  }

  /** The URL for people. */
  @Override
  public String toString() {
    return origin() + path;
  }

  private static String inUrl(InetAddress address) {
    String literal = address.getHostAddress();
    return address instanceof Inet6Address ? "[" + literal + "]" : literal;
  }
}
