package io.kprofefe.store.objects.aws;

import io.kprofefe.credential.Credentials;
import io.kprofefe.store.http.ServerUrl;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** Where keys are looked for, in the order of all programs for S3: the first that is set up. */
public final class KeySources {

  private static final String STS = "https://sts.eu-west-1.amazonaws.com";

  private final AwsEnvironment environment;
  private final AwsProfile profile;
  private final Credentials heard;

  /**
   * @param heard is told what is secret
   */
  public KeySources(AwsEnvironment environment, AwsProfile profile, Credentials heard) {
    this.environment = environment;
    this.profile = profile;
    this.heard = heard;
  }

  /**
   * The source.
   *
   * @param region whose security token service is asked
   * @param authorities that one of our own, which a variable names, is checked against
   * @param machine whether the machine itself may be asked, as the last
   * @throws NoKeys when there is none, or the one there is cannot be meant so; nobody was asked
   */
  public KeySource first(String region, Optional<Path> authorities, boolean machine) throws NoKeys {
    Optional<KeySource> fixed = EnvironmentKeys.in(environment);
    if (fixed.isPresent()) {
      return noted(fixed.get());
    }
    Optional<KeySource> identity =
        WebIdentityKeys.in(environment, tokenService(region, authorities));
    if (identity.isPresent()) {
      return renewed(identity.get());
    }
    Optional<KeySource> ofProfile = profile.keys();
    if (ofProfile.isPresent()) {
      return noted(ofProfile.get());
    }
    Optional<KeySource> container = ContainerKeys.in(environment);
    if (container.isPresent()) {
      return renewed(container.get());
    }
    if (machine) {
      return renewed(MachineKeys.in(environment));
    }
    throw NoKeys.ever(
        "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or what else the README names");
  }

  private KeyService tokenService(String region, Optional<Path> authorities) throws NoKeys {
    Optional<String> own =
        environment.of("AWS_ENDPOINT_URL_STS").or(() -> environment.of("AWS_ENDPOINT_URL"));
    String amazons = "https://sts." + region + "." + Amazon.domain(region);
    try {
      ServerUrl url = ServerUrl.parse(own.orElse(amazons), STS);
      return KeyService.of("the security token service", url, own.flatMap(_ -> authorities));
    } catch (IllegalArgumentException notUrl) {
      throw NoKeys.ever("AWS_ENDPOINT_URL_STS is " + notUrl.getMessage());
    }
  }

  private KeySource noted(KeySource fixed) throws NoKeys {
    note(fixed.keys());
    return fixed;
  }

  private KeySource renewed(KeySource source) {
    return new RenewedKeys(() -> note(source.keys()), InstantSource.system());
  }

  private Keys note(Keys keys) {
    heard.show(keys.secret());
    keys.sessionToken().ifPresent(heard::show);
    return keys;
  }
}
