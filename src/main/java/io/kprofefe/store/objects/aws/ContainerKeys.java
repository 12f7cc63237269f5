package io.kprofefe.store.objects.aws;

import io.kprofefe.credential.CredentialException;
import io.kprofefe.credential.SecretText;
import io.kprofefe.profile.Untrusted;
import io.kprofefe.store.http.ServerUrl;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.HttpUrl;

/**
 * The keys of a container, as EKS Pod Identity and ECS give them.
 *
 * @param address for all of it: a query may belong to it
 * @param tokenFile what we show there, read anew each time
 * @param token the same, as it stands in the environment
 */
record ContainerKeys(
    HttpUrl address, Optional<Path> tokenFile, Optional<String> token, KeyService service)
    implements KeySource {

  private static final String RELATIVE = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
  private static final String FULL = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
  private static final String ECS = "http://169.254.170.2";

  /** Who may be asked without TLS: ourselves, and those of ECS and EKS (as all SDKs have it). */
  private static final Set<String> NEAR =
      Set.of("localhost", "169.254.170.2", "169.254.170.23", "fd00:ec2::23", "::1");

  private static final Pattern LOOPBACK = Pattern.compile("127(\\.[0-9]{1,3}){3}");
  private static final Pattern TOKEN = Pattern.compile("[\\x20-\\x7e]+");

  /** They, if they are set up. */
  static Optional<KeySource> in(AwsEnvironment environment) throws NoKeys {
    Optional<String> relative = environment.of(RELATIVE);
    Optional<String> said = relative.map(path -> ECS + path).or(() -> environment.of(FULL));
    if (said.isEmpty()) {
      return Optional.empty();
    }
    String variable = relative.isPresent() ? RELATIVE : FULL;
    HttpUrl address = HttpUrl.parse(said.get().strip());
    if (address == null || (relative.isPresent() && !relative.get().startsWith("/"))) {
      throw NoKeys.ever("%s holds no URL: %s".formatted(variable, Untrusted.shown(said.get())));
    }
    if (!address.isHttps() && !isNear(address.host())) {
      throw NoKeys.ever(
          "%s names %s, which is asked for keys by https alone"
              .formatted(variable, Untrusted.shown(address.host())));
    }
    ServerUrl server =
        ServerUrl.parse(
            address.newBuilder().encodedPath("/").encodedQuery(null).build().toString(), ECS);
    return Optional.of(
        new ContainerKeys(
            address,
            environment.file("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"),
            environment.of("AWS_CONTAINER_AUTHORIZATION_TOKEN"),
            KeyService.of("the container's source of keys", server, Optional.empty())));
  }

  @Override
  public Keys keys() throws NoKeys {
    Optional<String> shown = shown();
    shown.ifPresent(service.credentials()::show);
    Headers headers = shown.map(value -> Headers.of("Authorization", value)).orElse(Headers.EMPTY);
    return GivenKeys.ofJson(service.get(address, headers), service);
  }

  private Optional<String> shown() throws NoKeys {
    Optional<String> said = tokenFile.isPresent() ? Optional.of(read(tokenFile.get())) : token;
    Optional<String> stripped = said.map(String::strip);
    if (stripped.filter(value -> !TOKEN.matcher(value).matches()).isPresent()) {
      throw NoKeys.ever("the token for the container's source of keys is not one line of ASCII");
    }
    return stripped;
  }

  private static String read(Path file) throws NoKeys {
    try {
      return SecretText.of("token file", file).text();
    } catch (CredentialException unusable) {
      throw NoKeys.ever(unusable.reason());
    }
  }

  private static boolean isNear(String host) {
    return NEAR.contains(host) || LOOPBACK.matcher(host).matches();
  }

  /** Nothing of a token. */
  @Override
  public String toString() {
    return "ContainerKeys[" + service.url() + "]";
  }
}
