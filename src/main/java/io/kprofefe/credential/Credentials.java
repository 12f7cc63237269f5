package io.kprofefe.credential;

import io.kprofefe.profile.Untrusted;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Our credentials for one server, and for nobody else. The files are read whenever they are needed,
 * because Kubernetes replaces them; and what was once shown to the server is known again in what it
 * says. Safe for use by many threads.
 */
public final class Credentials {

  private static final String WITHHELD = "(not shown: it repeats a credential)";

  private final CredentialSettings settings;
  private final ShownSecrets shown = new ShownSecrets();
  private final AtomicReference<Optional<Made>> made = new AtomicReference<>(Optional.empty());

  private record Made(TlsFiles from, Tls tls) {}

  public Credentials(CredentialSettings settings) {
    this.settings = settings;
  }

  /**
   * Reads all files, to say at once what a first request would say.
   *
   * @throws CredentialException when one cannot be used
   */
  public void check() throws CredentialException {
    authorization();
    tls();
  }

  /**
   * The value of the {@code Authorization} header for a request that is sent now.
   *
   * @throws CredentialException when its file cannot be used; then nothing should be sent
   */
  public Optional<String> authorization() throws CredentialException {
    if (settings.login().isEmpty()) {
      return Optional.empty();
    }
    Authorization authorization = settings.login().get().authorization();
    authorization.forms().forEach(shown::add);
    return Optional.of(authorization.header());
  }

  /**
   * How a connection is secured that is opened now; the same object for as long as the files are
   * the same. Empty where the system's ways will do.
   *
   * @throws CredentialException when a file cannot be used
   */
  public Optional<Tls> tls() throws CredentialException {
    if (!settings.needTls()) {
      return Optional.empty();
    }
    TlsFiles files = TlsFiles.read(settings);
    Optional<Made> before = made.get().filter(known -> known.from().equals(files));
    if (before.isEmpty()) {
      before = Optional.of(new Made(files, files.tls()));
      made.set(before);
    }
    return before.map(Made::tls);
  }

  /** A secret that the server is shown in a way that this one does not know. */
  public void show(String secret) {
    Authorization.bearer(secret).forms().forEach(shown::add);
  }

  /** Whether the text holds a secret that was shown, or a good part of one. */
  public boolean areIn(String text) {
    return shown.areIn(text);
  }

  /** What the server said, fit for people; nothing of it when it repeats a secret. */
  public String heard(String text) {
    return areIn(text) ? WITHHELD : Untrusted.shown(text);
  }

  /** Why it failed, as its first cause says it, after a colon; empty when it says nothing. */
  public String why(Throwable failure) {
    Throwable first = failure;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    return first.getMessage() == null ? "" : ": " + heard(first.getMessage());
  }

  /** The failure, fit for a log with its stack trace: another one when it quotes a secret. */
  public Throwable fitForLogs(Throwable failure) {
    var trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return areIn(trace.toString()) ? new IOException(WITHHELD) : failure;
  }
}
