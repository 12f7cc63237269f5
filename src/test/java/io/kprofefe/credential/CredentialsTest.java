package io.kprofefe.credential;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.credential.CredentialSettings.CertificateFiles;
import io.kprofefe.credential.Login.BasicAuth;
import io.kprofefe.credential.Login.BearerToken;
import io.kprofefe.testing.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was shown to a server is known again, and files that changed are read again. */
class CredentialsTest {

  private static final String LONG = "eyJhbGciOiJSUzI1NiIsImtpZCI6IkxfX".repeat(30);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "p/w+ d%",
        "you said P/W+ D%!",
        "<p%2fw%2B%20d%25>",
        "p%2Fw+%2B+d%25 p%2Fw%2B+d%25",
        "Basic YWRhOnAvdysgZCU=",
        "cC93KyBkJQ=="
      })
  void a_password_is_known_again_in_any_form(String text) throws Exception {
    Credentials credentials = with(new BasicAuth(file("ada:p/w+ d%")));
    credentials.authorization();

    assertTrue(credentials.areIn(text));
    assertEquals("(not shown: it repeats a credential)", credentials.heard(text));
  }

  @Test
  void a_token_that_is_cut_short_is_known_again_and_other_texts_are_not() throws Exception {
    Credentials credentials = with(new BearerToken(file(LONG)));
    credentials.authorization();

    assertTrue(credentials.areIn("token " + LONG.substring(400, 420)));
    assertTrue(credentials.areIn(base64(LONG).substring(0, 30)));
    assertFalse(credentials.areIn("eyJhbGciOiJSUzI"));
    assertFalse(credentials.areIn("a token of another kind: Bearer"));
    assertEquals("a\\u001B[2J", credentials.heard("a\u001b[2J"));
  }

  @Test
  void secrets_that_were_replaced_are_still_known_again() throws Exception {
    Credentials credentials = with(new BearerToken(file("first-one")));
    credentials.authorization();
    file("second-one");

    assertEquals(Optional.of("Bearer second-one"), credentials.authorization());
    assertTrue(credentials.areIn("first-one"));
    assertTrue(credentials.areIn("second-one"));
  }

  @Test
  void a_failure_that_quotes_one_anywhere_is_not_logged() throws Exception {
    Credentials credentials = with(new BearerToken(file("s3cret-t0ken")));
    credentials.authorization();
    var quoting = new IOException("no", new IOException("what is s3cret-t0ken?"));
    var suppressing = new IOException("no");
    suppressing.addSuppressed(quoting);
    var harmless = new IOException("no", new IOException("Connection reset"));

    assertFalse(credentials.fitForLogs(suppressing).toString().contains("s3cret"));
    assertEquals(0, credentials.fitForLogs(suppressing).getSuppressed().length);
    assertEquals(": (not shown: it repeats a credential)", credentials.why(quoting));
    assertSame(harmless, credentials.fitForLogs(harmless));
    assertEquals(": Connection reset", credentials.why(harmless));
  }

  @Test
  void tls_is_made_anew_when_a_file_changed_and_only_then() throws Exception {
    var authority = new TestAuthority(folder);
    HeldCertificate client = authority.issue("job").build();
    var files = new CertificateFiles(authority.chain(client), authority.key(client));
    var credentials =
        new Credentials(
            new CredentialSettings(
                Optional.empty(), Optional.of(authority.file()), Optional.of(files)));
    Tls first = credentials.tls().orElseThrow();

    assertSame(first, credentials.tls().orElseThrow());

    HeldCertificate renewed = authority.issue("job").build();
    authority.chain(renewed);
    authority.key(renewed);
    assertNotSame(first, credentials.tls().orElseThrow());
  }

  private static Credentials with(Login login) {
    return new Credentials(
        new CredentialSettings(Optional.of(login), Optional.empty(), Optional.empty()));
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("secret"), content);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
