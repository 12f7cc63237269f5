package io.kprofefe.credential;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;

/**
 * The private key of a PEM file, in PKCS#8 or in the older forms that openssl and cert-manager
 * write.
 */
final class PrivateKeys {

  private static final String READABLE =
      ": openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW makes one that can be";

  private PrivateKeys() {}

  /**
   * The key that belongs to a certificate.
   *
   * @throws CredentialException when there is none, or another one
   */
  static PrivateKey of(SecretText content, PublicKey certified) throws CredentialException {
    PrivateKey key = read(block(content), content, certified);
    if (!belong(key, certified)) {
      throw content.trouble("is not the key of the client certificate");
    }
    return key;
  }

  private static Pem block(SecretText content) throws CredentialException {
    if (content.text().contains("ENCRYPTED")) {
      throw content.trouble("is encrypted" + READABLE);
    }
    try {
      List<Pem> blocks = Pem.labelled("PRIVATE KEY", content.text());
      if (!blocks.isEmpty()) {
        return blocks.getFirst();
      }
    } catch (IllegalArgumentException broken) {
      throw unreadable(content);
    }
    throw content.trouble("holds no private key in PEM");
  }

  private static PrivateKey read(Pem block, SecretText content, PublicKey certified)
      throws CredentialException {
    byte[] pkcs8 =
        switch (block.label()) {
          case "PRIVATE KEY" -> block.der();
          case "RSA PRIVATE KEY", "EC PRIVATE KEY" -> wrapped(block.der(), certified);
          default -> throw unreadable(content);
        };
    try {
      return KeyFactory.getInstance(certified.getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException broken) {
      throw content.trouble(
          "cannot be read as a key of the kind " + certified.getAlgorithm() + READABLE);
    }
  }

  private static CredentialException unreadable(SecretText content) {
    return content.trouble("cannot be read" + READABLE);
  }

  /**
   * PKCS#8 is the older form with the algorithm before it (RFC 5208), which the public key names in
   * the same bytes, the curve among them.
   */
  private static byte[] wrapped(byte[] older, PublicKey certified) {
    byte[] version = {2, 1, 0};
    return Der.sequence(version, Der.firstOf(certified.getEncoded()), Der.octets(older));
  }

  private static boolean belong(PrivateKey key, PublicKey certified) {
    byte[] anything = {1};
    try {
      var signature = Signature.getInstance(signing(key));
      signature.initSign(key);
      signature.update(anything);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(anything);
      return signature.verify(signed);
    } catch (GeneralSecurityException another) {
      return false;
    }
  }

  private static String signing(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key.getAlgorithm();
    };
  }
}
