package io.kprofefe.credential;

import io.kprofefe.credential.CredentialSettings.CertificateFiles;
import io.kprofefe.credential.Tls.Identity;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** The files of one {@link Tls}, as they were read at one time. */
record TlsFiles(
    Optional<SecretText> authorities,
    Optional<SecretText> certificate,
    Optional<SecretText> key,
    boolean unchecked) {

  static TlsFiles read(CredentialSettings settings) throws CredentialException {
    return new TlsFiles(
        read("CA file", settings.authorities()),
        read("client certificate", settings.certificate().map(CertificateFiles::certificate)),
        read("client key", settings.certificate().map(CertificateFiles::key)),
        settings.unchecked());
  }

  /**
   * @throws CredentialException when a file does not hold what it should
   */
  Tls tls() throws CredentialException {
    if (unchecked) {
      return Tls.unchecked(identity());
    }
    List<X509Certificate> trusted =
        authorities.isPresent() ? Certificates.of(authorities.get()) : List.of();
    return Tls.of(trusted, identity());
  }

  private Optional<Identity> identity() throws CredentialException {
    if (certificate.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    List<X509Certificate> chain = Certificates.of(certificate.get());
    return Optional.of(
        new Identity(chain, PrivateKeys.of(key.get(), chain.getFirst().getPublicKey())));
  }

  private static Optional<SecretText> read(String name, Optional<Path> file)
      throws CredentialException {
    return file.isPresent() ? Optional.of(SecretText.of(name, file.get())) : Optional.empty();
  }
}
