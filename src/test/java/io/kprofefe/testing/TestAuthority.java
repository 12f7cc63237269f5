package io.kprofefe.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** Somebody who vouches for the servers and callers of a test, and the files that say so. */
public final class TestAuthority {

  private final Path folder;
  private final HeldCertificate root =
      new HeldCertificate.Builder().commonName("authority").certificateAuthority(1).build();
  private final HeldCertificate between =
      new HeldCertificate.Builder().certificateAuthority(0).signedBy(root).build();

  /**
   * @param folder where its files are written
   */
  public TestAuthority(Path folder) {
    this.folder = folder;
  }

  /** The certificate to trust. */
  public Path file() {
    return write("ca.crt", root.certificatePem());
  }

  /** A certificate for this name or address, vouched for by somebody in between. */
  public HeldCertificate.Builder issue(String name) {
    return new HeldCertificate.Builder()
        .commonName(name)
        .addSubjectAlternativeName(name)
        .signedBy(between);
  }

  /** The side of a server with this name or address; it trusts whom we vouch for. */
  public SSLContext server(String name) {
    return new HandshakeCertificates.Builder()
        .heldCertificate(issue(name).build(), between.certificate())
        .addTrustedCertificate(root.certificate())
        .build()
        .sslContext();
  }

  /** The file of a certificate, as a caller shows it: with the one in between. */
  public Path chain(HeldCertificate certificate) {
    return write("client.crt", certificate.certificatePem() + between.certificatePem());
  }

  /** The file of its key. */
  public Path key(HeldCertificate certificate) {
    return write("client.key", certificate.privateKeyPkcs8Pem());
  }

  private Path write(String name, String content) {
    try {
      return Files.write(folder.resolve(name), content.getBytes(UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
