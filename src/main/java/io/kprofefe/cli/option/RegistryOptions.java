package io.kprofefe.cli.option;

import io.kprofefe.profile.PprofLimits;
import io.kprofefe.registry.RegistrySettings;
import io.kprofefe.registry.Retention;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a registry is run. */
public final class RegistryOptions {

  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9.-]*)):([0-9]{1,5})");

  static final Option<InetSocketAddress> LISTEN =
      Option.of(
          "--listen",
          "ADDRESS",
          new Allowed<>(
              "an address and a port, such as 127.0.0.1:10100, [::1]:10100 or :10100 for everybody",
              RegistryOptions::address),
          "127.0.0.1:" + RegistrySettings.PORT,
          "answer there; it has no authentication: mind who can reach it");

  static final Option<Optional<Duration>> KEEP =
      Option.optional(
          "--keep",
          "DURATION",
          Durations.between("1h", "3650d"),
          "remove days that are older, such as 7d; else they stay");

  static final Option<Optional<Long>> KEEP_BYTES =
      Option.optional(
          "--keep-bytes",
          "SIZE",
          Sizes.between("1MB", "1000TiB"),
          "remove the oldest days when all are larger, such as 10GiB; else they stay");

  static final Option<Long> MAX_PROFILE_SIZE =
      Option.of(
          "--max-profile-size", "SIZE", Sizes.between("1KiB", "16GiB"), "64MiB", "of one profile");

  public static final OptionGroup GROUP =
      new OptionGroup(
          "Registry", List.of(StoreOptions.DIR, LISTEN, KEEP, KEEP_BYTES, MAX_PROFILE_SIZE));

  private RegistryOptions() {}

  public static RegistrySettings read(Arguments arguments, String version) throws UsageException {
    Optional<Long> keepBytes = arguments.get(KEEP_BYTES);
    long maxProfile = arguments.get(MAX_PROFILE_SIZE);
    return new RegistrySettings(
        arguments.get(LISTEN),
        maxProfile,
        PprofLimits.ofDecoded(Math.max(RegistrySettings.MAX_DECODED_BYTES, 10 * maxProfile)),
        new Retention(
            arguments.get(KEEP), keepBytes.map(OptionalLong::of).orElse(OptionalLong.empty())),
        version);
  }

  private static Optional<InetSocketAddress> address(String text) {
    Matcher parts = HOST_AND_PORT.matcher(text);
    if (!parts.matches() || Integer.parseInt(parts.group(3)) > 65_535) {
      return Optional.empty();
    }
    int port = Integer.parseInt(parts.group(3));
    String host = Optional.ofNullable(parts.group(1)).orElse(parts.group(2));
    return Optional.of(
            host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port))
        .filter(address -> !address.isUnresolved());
  }
}
