package io.kprofefe.store.objects.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kprofefe.credential.CredentialException;
import io.kprofefe.credential.SecretText;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import okhttp3.Headers;

/**
 * A pod's own identity, changed for keys at the security token service, as EKS sets it up for a
 * service account (IRSA).
 *
 * @param role its ARN
 * @param tokenFile read anew each time: Kubernetes replaces it
 * @param session how we are called in Amazon's logs
 */
record WebIdentityKeys(String role, Path tokenFile, String session, KeyService service)
    implements KeySource {

  private static final Headers FORM =
      Headers.of("Content-Type", "application/x-www-form-urlencoded");

  /** It, if it is set up. */
  static Optional<KeySource> in(AwsEnvironment environment, KeyService service) {
    return environment
        .of("AWS_ROLE_ARN")
        .flatMap(role ->
            environment
                .file("AWS_WEB_IDENTITY_TOKEN_FILE")
                .map(file ->
                    new WebIdentityKeys(
                        role.strip(),
                        file,
                        environment.of("AWS_ROLE_SESSION_NAME").orElse("kprofefe"),
                        service)));
  }

  @Override
  public Keys keys() throws NoKeys {
    String token = token();
    service.credentials().show(token);
    var form =
        Map.of(
            "Action", "AssumeRoleWithWebIdentity",
            "Version", "2011-06-15",
            "RoleArn", role,
            "RoleSessionName", session,
            "WebIdentityToken", token);
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + Percent.encoded(field.getValue()))
            .sorted()
            .collect(Collectors.joining("&"));
    return GivenKeys.ofXml(
        service.send("POST", service.url().at("").build(), FORM, body.getBytes(UTF_8)), service);
  }

  private String token() throws NoKeys {
    try {
      return SecretText.of("web identity token", tokenFile).text().strip();
    } catch (CredentialException unusable) {
      throw NoKeys.ever(unusable.reason());
    }
  }
}
