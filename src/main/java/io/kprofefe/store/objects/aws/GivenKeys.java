package io.kprofefe.store.objects.aws;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Keys in what a service answers. */
final class GivenKeys {

  private GivenKeys() {}

  /** As containers and machines are given them. */
  static Keys ofJson(byte[] answer, KeyService service) throws NoKeys {
    Map<String, String> said = ServiceError.json(answer);
    return of(
        said.getOrDefault("accesskeyid", ""),
        said.getOrDefault("secretaccesskey", ""),
        said.getOrDefault("token", ""),
        said.getOrDefault("expiration", ""),
        service);
  }

  /** As the security token service gives them. */
  static Keys ofXml(byte[] answer, KeyService service) throws NoKeys {
    try {
      Xml given =
          Xml.read(answer)
              .first("AssumeRoleWithWebIdentityResult")
              .flatMap(result -> result.first("Credentials"))
              .orElseThrow(() -> service.without("without keys"));
      return of(
          given.of("AccessKeyId"),
          given.of("SecretAccessKey"),
          given.of("SessionToken"),
          given.of("Expiration"),
          service);
    } catch (IOException notXml) {
      throw service.without("what is not its XML");
    }
  }

  private static Keys of(String id, String secret, String token, String expires, KeyService service)
      throws NoKeys {
    try {
      return Keys.of(
          id,
          secret,
          Optional.of(token).filter(text -> !text.isEmpty()),
          Optional.of(expires).filter(text -> !text.isEmpty()).map(Instant::parse));
    } catch (IllegalArgumentException | DateTimeException notKeys) {
      throw service.without("without keys");
    }
  }
}
