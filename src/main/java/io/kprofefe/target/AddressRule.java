package io.kprofefe.target;

import io.kprofefe.profile.Untrusted;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which addresses of pods may be dialled. The pod network is; what is special to every machine is
 * not: a pod whose status says so would send us to a node's own services, or to the cloud's
 * metadata and its credentials.
 *
 * @param podCidrs when not empty, the whole rule
 */
record AddressRule(List<Cidr> podCidrs) {

  private static final List<Cidr> GLOBAL_UNICAST =
      blocks("0.0.0.0/0", "2000::/3", /* unique local: many a pod network */ "fc00::/7");

  private static final List<Cidr> SPECIAL =
      blocks(
          "0.0.0.0/8", // this host
          "127.0.0.0/8", // loopback
          "169.254.0.0/16", // link-local: most clouds' metadata
          "192.0.0.0/24", // protocol assignments
          "224.0.0.0/4", // multicast
          "240.0.0.0/4", // reserved, and broadcast
          "100.100.100.200/32", // Alibaba Cloud's metadata
          "168.63.129.16/32", // Azure's host
          "fd00:ec2::/32", // AWS' metadata
          "fd20:ce::254/128", // Google Cloud's metadata
          "fd00:c1::a9fe:a9fe/128"); // Oracle Cloud's metadata

  /**
   * The first of a pod's addresses that is allowed: the cluster lists the one it prefers first, and
   * a pod of two families may have only the other one in {@code --pod-cidr}.
   */
  InetAddress choose(List<String> addresses) throws NotATarget {
    return addresses.stream()
        .map(IpLiteral::parse)
        .flatMap(Optional::stream)
        .filter(this::allows)
        .findFirst()
        .orElseThrow(() -> refused(Untrusted.shown(String.join(", ", addresses))));
  }

  private NotATarget refused(String shown) {
    return new NotATarget(
        podCidrs.isEmpty()
            ? "address " + shown + " is not dialled: it is no global unicast address of a pod"
            : "address " + shown + " is not in --pod-cidr");
  }

  private boolean allows(InetAddress address) {
    return podCidrs.isEmpty()
        ? inAny(GLOBAL_UNICAST, address) && !inAny(SPECIAL, address)
        : inAny(podCidrs, address);
  }

  private static boolean inAny(List<Cidr> blocks, InetAddress address) {
    return blocks.stream().anyMatch(block -> block.contains(address));
  }

  private static List<Cidr> blocks(String... blocks) {
    return Stream.of(blocks).map(Cidr::parse).toList();
  }
}
