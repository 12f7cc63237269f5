package io.kprofefe.kubernetes;

import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * A TLS failure that will be the same at the next try: a certificate that is not trusted or is not
 * the server's, or a server that speaks no TLS. A handshake that merely broke off is not one.
 */
final class TlsTrouble {

  private TlsTrouble() {}

  static boolean isLasting(IOException failure) {
    return causes(failure)
        .anyMatch(cause ->
            cause instanceof CertificateException
                || cause instanceof CertPathValidatorException
                || cause instanceof CertPathBuilderException
                || cause instanceof SSLPeerUnverifiedException
                || isNoTls(cause));
  }

  /** As the JDK says it; it has no type of its own. */
  private static boolean isNoTls(Throwable cause) {
    return cause instanceof SSLException
        && String.valueOf(cause.getMessage()).startsWith("Unsupported or unrecognized SSL message");
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(16);
  }
}
