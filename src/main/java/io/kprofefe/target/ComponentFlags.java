package io.kprofefe.target;

import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a part of the control plane was told at its start, as its pod has it: {@code --name=value},
 * as kubeadm and kops write it. What a file says that it reads is not known here.
 */
record ComponentFlags(
    Optional<InetAddress> bindAddress, Optional<Integer> securePort, boolean servesProfiles) {

  private static final int LAST_PORT = 65_535;

  /** As Go reads it. */
  private static final Set<String> NO = Set.of("false", "False", "FALSE", "f", "F", "0");

  static ComponentFlags of(Pod.Container container) {
    return new ComponentFlags(
        value(container, "bind-address").flatMap(IpLiteral::parse),
        value(container, "secure-port")
            .filter(text -> text.matches("[0-9]{1,5}"))
            .map(Integer::valueOf)
            .filter(port -> port > 0 && port <= LAST_PORT),
        value(container, "profiling").filter(NO::contains).isEmpty());
  }

  /** As kubeadm has it. */
  boolean bindsToLoopback() {
    return bindAddress.filter(InetAddress::isLoopbackAddress).isPresent();
  }

  /** The last one counts, as in Kubernetes; a shell's whole line is one argument. */
  private static Optional<String> value(Pod.Container container, String flag) {
    return Pattern.compile("(?<!\\S)--%s(?:=|\\s+)(\\S+)".formatted(flag))
        .matcher(String.join(" ", container.arguments()))
        .results()
        .map(found -> found.group(1))
        .reduce((_, last) -> last);
  }
}
