package io.kprofefe.cli.option;

import io.kprofefe.credential.CredentialSettings;
import io.kprofefe.credential.CredentialSettings.CertificateFiles;
import io.kprofefe.credential.Login;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The credentials for one server: the same options for each, under its own name. */
record CredentialOptions(
    Optional<Option<Optional<URI>>> url,
    Option<Optional<Path>> tokenFile,
    Option<Optional<Path>> basicAuthFile,
    Option<Optional<Path>> caFile,
    Option<Optional<Path>> clientCertificate,
    Option<Optional<Path>> clientKey) {

  /**
   * @param name what the options begin with, such as {@code --profefe}
   * @param server for people, such as {@code the registry}
   */
  static CredentialOptions of(String name, String server, Option<Optional<URI>> url) {
    return of(name, server, Optional.of(url));
  }

  /** The same for many servers, which no option names. */
  static CredentialOptions ofMany(String name, String servers) {
    return of(name, servers, Optional.empty());
  }

  private static CredentialOptions of(
      String name, String server, Optional<Option<Optional<URI>>> url) {
    return new CredentialOptions(
        url,
        file(name + "-token-file", "holds a bearer token for " + server),
        file(name + "-basic-auth-file", "holds user:password for " + server),
        file(
            name + "-ca-file",
            "certificates that the one of " + server + " is checked against; else the system's"),
        file(name + "-client-certificate", "our certificate for " + server),
        file(name + "-client-key", "its key"));
  }

  List<Option<?>> all() {
    return List.of(tokenFile, basicAuthFile, caFile, clientCertificate, clientKey);
  }

  /**
   * The files that were named.
   *
   * @param server whom they are for, if anybody
   * @throws UsageException when they do not go together, or not with the URL
   */
  CredentialSettings read(Optional<URI> server, Arguments arguments) throws UsageException {
    var settings =
        new CredentialSettings(
            login(arguments), arguments.get(caFile), certificateFiles(arguments));
    if (settings.needTls() && server.filter(CredentialOptions::isPlain).isPresent()) {
      throw new UsageException(
          "%s, %s and %s serve with https alone: %s is not such a URL"
              .formatted(
                  caFile.name(),
                  clientCertificate.name(),
                  clientKey.name(),
                  url.map(Option::name).orElse("this")));
    }
    return settings;
  }

  private static boolean isPlain(URI server) {
    return !"https".equalsIgnoreCase(server.getScheme());
  }

  private Optional<Login> login(Arguments arguments) throws UsageException {
    Optional<Login> token = arguments.get(tokenFile).map(Login.BearerToken::new);
    Optional<Login> user = arguments.get(basicAuthFile).map(Login.BasicAuth::new);
    if (token.isPresent() && user.isPresent()) {
      throw new UsageException(
          "%s and %s are both given: give one of both"
              .formatted(tokenFile.name(), basicAuthFile.name()));
    }
    return token.or(() -> user);
  }

  private Optional<CertificateFiles> certificateFiles(Arguments arguments) throws UsageException {
    Optional<Path> certificate = arguments.get(clientCertificate);
    Optional<Path> key = arguments.get(clientKey);
    if (certificate.isPresent() != key.isPresent()) {
      throw new UsageException(
          "%s and %s go together: give both, which may be one file"
              .formatted(clientCertificate.name(), clientKey.name()));
    }
    return certificate.map(given -> new CertificateFiles(given, key.orElseThrow()));
  }

  private static Option<Optional<Path>> file(String name, String meaning) {
    return Option.optional(name, "FILE", Allowed.path("the path of a file"), meaning);
  }
}
