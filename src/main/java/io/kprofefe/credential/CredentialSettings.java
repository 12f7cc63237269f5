package io.kprofefe.credential;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the credentials for one server are.
 *
 * @param login what goes along with each request
 * @param authorities PEM certificates that the server's own is checked against, in place of the
 *     system's
 * @param certificate what we show in the TLS handshake
 * @param unchecked the server's certificate may be anybody's: what it is shown may be stolen
 */
public record CredentialSettings(
    Optional<Login> login,
    Optional<Path> authorities,
    Optional<CertificateFiles> certificate,
    boolean unchecked) {

  /** We say nothing of ourselves, and trust whom the system trusts. */
  public static final CredentialSettings NONE =
      new CredentialSettings(Optional.empty(), Optional.empty(), Optional.empty());

  /** Those for a server that is checked. */
  public CredentialSettings(
      Optional<Login> login, Optional<Path> authorities, Optional<CertificateFiles> certificate) {
    this(login, authorities, certificate, false);
  }

  /** The same, for a server that is not checked. */
  public CredentialSettings withoutCheck() {
    return new CredentialSettings(login, authorities, certificate, true);
  }

  /**
   * Our own certificate.
   *
   * @param certificate PEM, followed by those between it and an authority
   * @param key PEM, not encrypted
   */
  public record CertificateFiles(Path certificate, Path key) {}

  /** The same, and this login where there is none. */
  public CredentialSettings orLogin(Optional<Login> other) {
    return new CredentialSettings(login.or(() -> other), authorities, certificate, unchecked);
  }

  /** Whether they serve only where there is TLS. */
  public boolean needTls() {
    return authorities.isPresent() || certificate.isPresent() || unchecked;
  }
}
