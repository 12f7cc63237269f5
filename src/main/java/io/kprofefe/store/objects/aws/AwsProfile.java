package io.kprofefe.store.objects.aws;

import io.kprofefe.credential.CredentialException;
import io.kprofefe.credential.SecretText;
import io.kprofefe.profile.Untrusted;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A profile in the two files of the {@code aws} command: keys and a region. What else a profile can
 * ask for, such as another role, is not done here, and said.
 *
 * @param isNamed whether somebody asked for just this one
 */
public record AwsProfile(String name, boolean isNamed, Map<String, String> values) {

  private static final Pattern SECTION =
      Pattern.compile("\\[\\s*(profile\\s+)?([^\\]]+?)\\s*\\].*");
  private static final Pattern VALUE =
      Pattern.compile("([A-Za-z0-9_]+)\\s*=\\s*(.*?)(?:\\s+[#;].*)?");

  /** What the values of these would change. */
  private static final List<String> ROLES = List.of("role_arn");

  private static final List<String> OTHER_SOURCES =
      List.of("credential_process", "sso_session", "sso_start_url", "login_session");

  /**
   * The one of {@code AWS_PROFILE}, or the default one, which may be empty.
   *
   * @throws NoKeys when a file cannot be read, or there is no such profile
   */
  public static AwsProfile in(AwsEnvironment environment) throws NoKeys {
    Path home = environment.home();
    Optional<String> named = environment.of("AWS_PROFILE");
    String name = named.orElse("default");
    var values = new LinkedHashMap<String, String>();
    Path config = environment.file("AWS_CONFIG_FILE").orElse(home.resolve("config"));
    Path credentials =
        environment.file("AWS_SHARED_CREDENTIALS_FILE").orElse(home.resolve("credentials"));
    values.putAll(read(config, name));
    values.putAll(read(credentials, name));
    if (named.isPresent() && values.isEmpty()) {
      throw NoKeys.ever(
          "there is no AWS profile %s in %s or %s"
              .formatted(shown(name), shown(credentials.toString()), shown(config.toString())));
    }
    return new AwsProfile(name, named.isPresent(), Map.copyOf(values));
  }

  public Optional<String> region() {
    return Optional.ofNullable(values.get("region"));
  }

  /** Its keys, if it has some. */
  Optional<KeySource> keys() throws NoKeys {
    refuse(ROLES);
    String id = values.getOrDefault("aws_access_key_id", "");
    String secret = values.getOrDefault("aws_secret_access_key", "");
    if (id.isEmpty() || secret.isEmpty()) {
      refuse(OTHER_SOURCES);
      if (isNamed || !id.isEmpty() || !secret.isEmpty()) {
        throw NoKeys.ever(
            "the AWS profile %s lacks aws_access_key_id or aws_secret_access_key"
                .formatted(shown(name)));
      }
      return Optional.empty();
    }
    try {
      Optional<String> token = Optional.ofNullable(values.get("aws_session_token"));
      Keys keys = Keys.of(id, secret, token, Optional.empty());
      return Optional.of(() -> keys);
    } catch (IllegalArgumentException notKeys) {
      throw NoKeys.ever("the AWS profile %s holds what no key can".formatted(shown(name)));
    }
  }

  /** Nothing of what may be secret. */
  @Override
  public String toString() {
    return "AwsProfile[" + name + "]";
  }

  private void refuse(List<String> wishes) throws NoKeys {
    for (String wish : wishes) {
      if (values.containsKey(wish)) {
        throw NoKeys.ever(
            "the AWS profile %s asks for %s, which kprofefe cannot do: give keys, in the environment"
                    .formatted(shown(name), wish)
                + " say (aws configure export-credentials --format env prints them)");
      }
    }
  }

  private static Map<String, String> read(Path file, String profile) throws NoKeys {
    if (Files.notExists(file)) {
      return Map.of();
    }
    var values = new LinkedHashMap<String, String>();
    boolean isHere = false;
    for (String line : text(file).lines().toList()) {
      Matcher section = SECTION.matcher(line);
      Matcher value = VALUE.matcher(line);
      if (section.matches()) {
        isHere = section.group(2).equals(profile);
      } else if (isHere && value.matches()) {
        values.put(value.group(1), value.group(2));
      }
    }
    return values;
  }

  private static String text(Path file) throws NoKeys {
    try {
      return SecretText.of("file of AWS profiles", file).text();
    } catch (CredentialException unreadable) {
      throw NoKeys.ever(unreadable.reason());
    }
  }

  private static String shown(String text) {
    return Untrusted.shown(text);
  }
}
