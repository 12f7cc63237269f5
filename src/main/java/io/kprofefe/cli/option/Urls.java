package io.kprofefe.cli.option;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Base URLs of servers that we talk to. */
public final class Urls {

  private static final Pattern HOST_AND_PORT = Pattern.compile("[A-Za-z0-9.-]+:[0-9]{1,5}/?");

  /**
   * Up to the last at sign: a password that is not escaped may hold slashes and at signs itself.
   */
  private static final Pattern USER_INFO =
      Pattern.compile("(//|^(?=[^/]*:(?!//))).*@", Pattern.DOTALL);

  private Urls() {}

  /**
   * An http or https URL without query and fragment; the path may end in a slash. {@code host:port}
   * is read as http: that is what the old {@code --profefe-hostport} is called after.
   */
  public static Allowed<URI> base(String example) {
    return new Allowed<>(
        "an http or https URL, such as " + example,
        text -> of(HOST_AND_PORT.matcher(text).matches() ? "http://" + text : text));
  }

  /**
   * The option's URL. A password may stand in a variable, which comes from a Secret, but not on a
   * command line, which everybody on the machine can read.
   */
  static Optional<URI> withoutPassword(Option<Optional<URI>> option, Arguments arguments)
      throws UsageException {
    Optional<URI> url = arguments.get(option);
    if (arguments.onCommandLine(option) && url.filter(Urls::hasUserInfo).isPresent()) {
      throw new UsageException(
          "%s holds a password, which a command line must not: give the URL in %s"
              .formatted(option.name(), option.variables().getFirst()));
    }
    return url;
  }

  /** The text without what may be a user and a password in it. */
  static String redacted(String text) {
    return USER_INFO.matcher(text).replaceAll("$1***@");
  }

  private static boolean hasUserInfo(URI url) {
    return url.getRawUserInfo() != null;
  }

  private static Optional<URI> of(String text) {
    try {
      URI url = new URI(text);
      boolean fits =
          ("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()))
              && url.getHost() != null
              && url.getPort() != 0
              && url.getPort() <= 65_535
              && !url.getRawPath().contains("@") // the end of a password that is not escaped
              && url.getRawQuery() == null
              && url.getRawFragment() == null;
      return fits ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException notOne) {
      return Optional.empty();
    }
  }
}
