package io.kprofefe.store.objects.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kprofefe.store.http.ServerUrl;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Headers;

/**
 * The keys of the machine itself, of EC2's metadata service, version 2. Where there is none, asking
 * takes seconds: it is asked only where somebody wants it.
 */
record MachineKeys(KeyService service) implements KeySource {

  private static final String EC2 = "http://169.254.169.254";
  private static final String TOKEN = "X-aws-ec2-metadata-token";
  private static final String ROLES = "latest/meta-data/iam/security-credentials/";

  /** As IAM allows it. */
  private static final Pattern ROLE = Pattern.compile("[A-Za-z0-9+=,.@_-]{1,128}");

  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");

  static KeySource in(AwsEnvironment environment) throws NoKeys {
    String url = environment.of("AWS_EC2_METADATA_SERVICE_ENDPOINT").orElse(EC2);
    try {
      return new MachineKeys(
          KeyService.of("the machine's metadata", ServerUrl.parse(url, EC2), Optional.empty()));
    } catch (IllegalArgumentException notUrl) {
      throw NoKeys.ever("AWS_EC2_METADATA_SERVICE_ENDPOINT is " + notUrl.getMessage());
    }
  }

  @Override
  public Keys keys() throws NoKeys {
    byte[] given =
        service.send(
            "PUT",
            service.url().at("latest/api/token").build(),
            Headers.of(TOKEN + "-ttl-seconds", "300"),
            new byte[0]);
    Headers headers = Headers.of(TOKEN, matching(VISIBLE, given, "without a token"));
    byte[] listed = service.get(service.url().at(ROLES).build(), headers);
    String role = matching(ROLE, listed, "without a role: has the machine one?");
    return GivenKeys.ofJson(service.get(service.url().at(ROLES + role).build(), headers), service);
  }

  /** The first line, if it is as it has to be. */
  private String matching(Pattern pattern, byte[] answer, String otherwise) throws NoKeys {
    return new String(answer, UTF_8)
        .lines()
        .findFirst()
        .map(String::strip)
        .filter(pattern.asMatchPredicate())
        .orElseThrow(() -> service.without(otherwise));
  }
}
