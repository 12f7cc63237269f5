package io.kprofefe.kubernetes;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** A server's side of TLS, which counts how often somebody began to speak it. */
final class Handshakes extends HttpsConfigurator {

  private final AtomicInteger begun = new AtomicInteger();
  private final Consumer<SSLParameters> rules;

  Handshakes(SSLContext identity) {
    this(identity, parameters -> {});
  }

  Handshakes(SSLContext identity, Consumer<SSLParameters> rules) {
    super(identity);
    this.rules = rules;
  }

  @Override
  public void configure(HttpsParameters connection) {
    begun.incrementAndGet();
    SSLParameters parameters = getSSLContext().getDefaultSSLParameters();
    rules.accept(parameters);
    connection.setSSLParameters(parameters);
  }

  int begun() {
    return begun.get();
  }
}
