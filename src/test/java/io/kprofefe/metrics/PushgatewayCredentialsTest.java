package io.kprofefe.metrics;

import static io.kprofefe.testing.Fault.answer;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.credential.CredentialSettings;
import io.kprofefe.credential.CredentialSettings.CertificateFiles;
import io.kprofefe.credential.Login;
import io.kprofefe.testing.FaultServer;
import io.kprofefe.testing.TestAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PushgatewayCredentialsTest {

  private static final String TEXT = "kprofefe_last_run_exit_code 0.0\n";

  @TempDir private Path folder;

  @Test
  void a_login_from_a_file_goes_along_and_wins_over_the_urls() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "t0ken\n");
    try (var server = FaultServer.that(answer(200, ""))) {
      push("http://ada:lovelace@127.0.0.1:" + server.port(), new Login.BearerToken(file));

      assertEquals(
          Optional.of("Bearer t0ken"), server.requests().getFirst().header("authorization"));
    }
  }

  @Test
  void without_a_login_to_show_nothing_is_sent() {
    Path file = folder.resolve("absent");
    try (var server = FaultServer.that(answer(200, ""))) {
      var failure =
          assertThrows(
              MetricsException.class,
              () -> push(server.uri().toString(), new Login.BasicAuth(file)));

      assertEquals(
          "cannot push to %s: the basic auth file %s does not exist".formatted(server.uri(), file),
          failure.getMessage());
      assertEquals(0, server.connections());
    }
  }

  @Test
  void one_that_the_ca_file_vouches_for_is_shown_our_certificate() throws Exception {
    var authority = new TestAuthority(folder);
    HeldCertificate job = authority.issue("job").build();
    var files = new CertificateFiles(authority.chain(job), authority.key(job));
    var known =
        new CredentialSettings(Optional.empty(), Optional.of(authority.file()), Optional.of(files));
    var unknown =
        new CredentialSettings(Optional.empty(), Optional.of(authority.file()), Optional.empty());
    try (var server = FaultServer.securedForKnown(authority.server("127.0.0.1"), answer(200, ""))) {
      String url = server.uri().toString();

      assertDoesNotThrow(() -> push(url, known));
      var refused = assertThrows(MetricsException.class, () -> push(url, unknown));
      assertTrue(
          String.valueOf(refused.getMessage()).startsWith("cannot push to " + url + ": "),
          refused.getMessage());
      assertThrows(MetricsException.class, () -> push(url, CredentialSettings.NONE));
      assertEquals(1, server.requests().size());
    }
  }

  private static void push(String url, Login login) throws MetricsException {
    push(url, new CredentialSettings(Optional.of(login), Optional.empty(), Optional.empty()));
  }

  private static void push(String url, CredentialSettings credentials) throws MetricsException {
    new Pushgateway(url, "kprofefe", List.of(), credentials).push(TEXT);
  }
}
