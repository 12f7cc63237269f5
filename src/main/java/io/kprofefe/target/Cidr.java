package io.kprofefe.target;

import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address block such as {@code 10.0.0.0/8} or {@code fd00::/8}.
 *
 * @param network any address of the block
 * @param prefix how many bits its addresses have in common
 */
public record Cidr(InetAddress network, int prefix) {

  private static final Pattern BLOCK = Pattern.compile("([^/]+)/(0|[1-9][0-9]{0,2})");

  public Cidr {
    if (prefix < 0 || prefix > bits(network)) {
      throw notABlock(network.getHostAddress() + "/" + prefix);
    }
  }

  /**
   * Reads a block in the usual notation.
   *
   * @throws IllegalArgumentException when it is none, with what is allowed
   */
  public static Cidr parse(String text) {
    Matcher block = BLOCK.matcher(text);
    if (!block.matches()) {
      throw notABlock(text);
    }
    int prefix = Integer.parseInt(block.group(2));
    return IpLiteral.parse(block.group(1))
        .filter(network -> prefix <= bits(network))
        .map(network -> new Cidr(network, prefix))
        .orElseThrow(() -> notABlock(text));
  }

  /** Whether this address is one of the block; one of the other family never is. */
  public boolean contains(InetAddress address) {
    byte[] ours = network.getAddress();
    byte[] theirs = address.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + prefix;
  }

  private static int bits(InetAddress address) {
    return address.getAddress().length * 8;
  }

  private static IllegalArgumentException notABlock(String text) {
    return new IllegalArgumentException(
        "\"" + text + "\" is no address block: allowed is e.g. 10.0.0.0/8 or fd00::/8");
  }
}
