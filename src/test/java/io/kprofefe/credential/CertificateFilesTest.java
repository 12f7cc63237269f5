package io.kprofefe.credential;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.credential.CredentialSettings.CertificateFiles;
import io.kprofefe.testing.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certificates and keys in the forms in which people have them. */
class CertificateFilesTest {

  private static final String READABLE =
      ": openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW makes one that can be";

  @TempDir private Path folder;

  @Test
  void keys_are_read_in_pkcs8_and_in_the_older_forms() {
    HeldCertificate rsa = new HeldCertificate.Builder().rsa2048().build();
    HeldCertificate ec = new HeldCertificate.Builder().ecdsa256().build();

    assertDoesNotThrow(() -> tls(rsa.certificatePem(), rsa.privateKeyPkcs8Pem()));
    assertDoesNotThrow(() -> tls(rsa.certificatePem(), rsa.privateKeyPkcs1Pem()));
    assertDoesNotThrow(() -> tls(ec.certificatePem(), ec.privateKeyPkcs8Pem()));
    assertDoesNotThrow(() -> tls(ec.certificatePem(), sec1(ec)));
  }

  @Test
  void text_around_the_blocks_and_windows_line_ends_do_not_matter() {
    HeldCertificate ec = new HeldCertificate.Builder().build();
    String both = "Bag Attributes\n  -- a: b\n" + ec.privateKeyPkcs8Pem() + ec.certificatePem();

    assertDoesNotThrow(() -> tls(both, both));
    assertDoesNotThrow(() -> tls(both.replace("\n", "\r\n"), both.replace("\n", "\r\n")));
  }

  @Test
  void the_key_of_another_certificate_is_told_at_once() {
    HeldCertificate one = new HeldCertificate.Builder().build();
    HeldCertificate other = new HeldCertificate.Builder().build();
    HeldCertificate rsa = new HeldCertificate.Builder().rsa2048().build();

    assertEquals(
        "the client key " + folder + "/key is not the key of the client certificate",
        trouble(one.certificatePem(), other.privateKeyPkcs8Pem()));
    assertEquals(
        "the client key " + folder + "/key cannot be read as a key of the kind EC" + READABLE,
        trouble(one.certificatePem(), rsa.privateKeyPkcs8Pem()));
  }

  @ParameterizedTest
  @CsvSource({
    "nothing, holds no private key in PEM",
    "ENCRYPTED PRIVATE KEY, is encrypted",
    "DSA PRIVATE KEY, cannot be read",
    "PRIVATE KEY, cannot be read as a key of the kind EC",
    "RSA PRIVATE KEY, cannot be read as a key of the kind EC",
  })
  void a_key_that_we_do_not_read_says_how_to_make_one(String label, String said) {
    HeldCertificate ec = new HeldCertificate.Builder().build();
    String key = "-----BEGIN %s-----\nQUJD\n-----END %<s-----\n".formatted(label);

    String trouble = trouble(ec.certificatePem(), label.equals("nothing") ? "ABC" : key);

    assertTrue(trouble.startsWith("the client key " + folder + "/key " + said), trouble);
    assertEquals(!label.equals("nothing"), trouble.endsWith(READABLE), trouble);
  }

  @ParameterizedTest
  @CsvSource({
    "ABC, holds no certificate in PEM",
    "-----BEGIN CERTIFICATE-----QUJD-----END CERTIFICATE-----, holds a certificate that cannot",
    "-----BEGIN CERTIFICATE-----QUJ-----END CERTIFICATE-----, holds a certificate that cannot",
  })
  void what_is_no_certificate_is_told(String content, String said) throws IOException {
    Path file = Files.writeString(folder.resolve("ca"), content);
    var credentials =
        new Credentials(
            new CredentialSettings(Optional.empty(), Optional.of(file), Optional.empty()));

    String reason = assertThrows(CredentialException.class, credentials::check).reason();

    assertTrue(reason.startsWith("the CA file " + file + " " + said), reason);
  }

  @Test
  void of_several_authorities_all_are_trusted() throws Exception {
    HeldCertificate second = new HeldCertificate.Builder().certificateAuthority(0).build();
    Path file = new TestAuthority(folder).file();
    Files.writeString(file, Files.readString(file) + second.certificatePem());
    var settings = new CredentialSettings(Optional.empty(), Optional.of(file), Optional.empty());

    assertEquals(
        2, new Credentials(settings).tls().orElseThrow().trusted().getAcceptedIssuers().length);
  }

  private Optional<Tls> tls(String certificate, String key) throws IOException {
    var files =
        new CertificateFiles(
            Files.writeString(folder.resolve("crt"), certificate),
            Files.writeString(folder.resolve("key"), key));
    return new Credentials(
            new CredentialSettings(Optional.empty(), Optional.empty(), Optional.of(files)))
        .tls();
  }

  private String trouble(String certificate, String key) {
    return assertThrows(CredentialException.class, () -> tls(certificate, key)).reason();
  }

  /** What PKCS#8 wraps and ends with, behind headers of two bytes and a version of three. */
  private static String sec1(HeldCertificate ec) {
    byte[] pkcs8 = ec.keyPair().getPrivate().getEncoded();
    int algorithm = Der.firstOf(ec.keyPair().getPublic().getEncoded()).length;
    byte[] wrapped = Arrays.copyOfRange(pkcs8, 2 + 3 + algorithm + 2, pkcs8.length);
    return "-----BEGIN EC PRIVATE KEY-----\n%s\n-----END EC PRIVATE KEY-----\n"
        .formatted(Base64.getMimeEncoder().encodeToString(wrapped));
  }
}
