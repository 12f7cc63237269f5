package io.kprofefe.store.objects.aws;

import java.util.Optional;

/** Keys that stand in the environment, where Kubernetes puts those of a Secret. */
final class EnvironmentKeys {

  private static final String ID = "AWS_ACCESS_KEY_ID";
  private static final String SECRET = "AWS_SECRET_ACCESS_KEY";
  private static final String TOKEN = "AWS_SESSION_TOKEN";

  private EnvironmentKeys() {}

  /** They, if they are set. */
  static Optional<KeySource> in(AwsEnvironment environment) throws NoKeys {
    Optional<String> id = environment.of(ID);
    Optional<String> secret = environment.of(SECRET);
    if (id.isEmpty() && secret.isEmpty()) {
      return Optional.empty();
    }
    if (id.isEmpty() || secret.isEmpty()) {
      throw NoKeys.ever(ID + " and " + SECRET + " go together: set both");
    }
    try {
      Keys keys = Keys.of(id.get(), secret.get(), environment.of(TOKEN), Optional.empty());
      return Optional.of(() -> keys);
    } catch (IllegalArgumentException notKeys) {
      throw NoKeys.ever(
          "%s, %s or %s holds what no key can: blanks, say, or several lines"
              .formatted(ID, SECRET, TOKEN));
    }
  }
}
