package io.kprofefe.credential;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** X.509 certificates of a PEM file. */
final class Certificates {

  private Certificates() {}

  /**
   * At least one, in the file's order.
   *
   * @throws CredentialException when there is none, or one that is broken
   */
  static List<X509Certificate> of(SecretText content) throws CredentialException {
    var certificates = new ArrayList<X509Certificate>();
    try {
      var factory = CertificateFactory.getInstance("X.509");
      for (Pem block : Pem.labelled("CERTIFICATE", content.text())) {
        var der = new ByteArrayInputStream(block.der());
        certificates.add((X509Certificate) factory.generateCertificate(der));
      }
    } catch (CertificateException | IllegalArgumentException broken) {
      throw content.trouble("holds a certificate that cannot be read");
    }
    if (certificates.isEmpty()) {
      throw content.trouble("holds no certificate in PEM");
    }
    return List.copyOf(certificates);
  }
}
