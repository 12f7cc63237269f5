package io.kprofefe.credential;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a request says who sends it. */
public sealed interface Login {

  /**
   * What goes along with a request now.
   *
   * @throws CredentialException when the file cannot be read, or holds what no header can
   */
  Authorization authorization() throws CredentialException;

  /** User and password of a URL, both decoded; none where there is no user. */
  static Optional<Login> ofUrl(String user, String password) {
    return user.isEmpty() ? Optional.empty() : Optional.of(new OfUrl(user, password));
  }

  /** A token in a file; white space around it does not count. */
  record BearerToken(Path file) implements Login {

    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

    @Override
    public Authorization authorization() throws CredentialException {
      SecretText content = SecretText.of("token file", file);
      String token = content.text().strip();
      if (!TOKEN.matcher(token).matches()) {
        throw content.trouble(
            "holds no token: one line of visible ASCII characters without a space");
      }
      return Authorization.bearer(token);
    }
  }

  /** {@code user:password} in a file, as its only line; a space belongs to the password. */
  record BasicAuth(Path file) implements Login {

    private static final Pattern LINE_END = Pattern.compile("\\r?\\n\\z");
    // U+FFFD is what stands for bytes that are no UTF-8.
    private static final Pattern USER_AND_PASSWORD =
        Pattern.compile("[^:\\p{Cntrl}\\uFFFD]+:[^\\p{Cntrl}\\uFFFD]*");

    @Override
    public Authorization authorization() throws CredentialException {
      SecretText content = SecretText.of("basic auth file", file);
      String line = LINE_END.matcher(content.text()).replaceFirst("");
      if (!USER_AND_PASSWORD.matcher(line).matches()) {
        throw content.trouble("does not hold user:password in one line, in UTF-8");
      }
      int colon = line.indexOf(':');
      return Authorization.basic(line.substring(0, colon), line.substring(colon + 1));
    }
  }

  /** User and password of a URL, which came from the environment. */
  record OfUrl(String user, String password) implements Login {

    @Override
    public Authorization authorization() {
      return Authorization.basic(user, password);
    }

    @Override
    public String toString() {
      return "OfUrl[***]";
    }
  }
}
