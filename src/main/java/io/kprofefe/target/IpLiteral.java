package io.kprofefe.target;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses as Kubernetes writes them. Strict, because every reader of a looser form has its own
 * idea of it: four decimal parts without leading zeros, or IPv6 without a zone and without an IPv4
 * address inside. Never a name, so never DNS.
 */
final class IpLiteral {

  private static final String PART = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern V4 = Pattern.compile(PART + "(\\." + PART + "){3}");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F]{0,4}(:[0-9a-fA-F]{0,4}){2,8}");

  private IpLiteral() {}

  /** The address; empty when the text is none. */
  static Optional<InetAddress> parse(String text) {
    if (V4.matcher(text).matches()) {
      return Optional.of(InetAddress.ofLiteral(text));
    }
    return V6.matcher(text).matches() ? parseV6(text) : Optional.empty();
  }

  private static Optional<InetAddress> parseV6(String text) {
    try {
      InetAddress address = InetAddress.ofLiteral(text);
      // IPv4-mapped ones come back as IPv4
      return address instanceof Inet6Address ? Optional.of(address) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
