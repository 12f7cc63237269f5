package io.kprofefe.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.credential.Login.BasicAuth;
import io.kprofefe.credential.Login.BearerToken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"t0ken", "t0ken\n", " \r\nt0ken\r\n\n"})
  void space_around_a_token_does_not_count(String content) throws Exception {
    assertEquals("Bearer t0ken", new BearerToken(file(content)).authorization().header());
  }

  @ParameterizedTest
  @CsvSource({
    "ada:lovelace, YWRhOmxvdmVsYWNl",
    "'ada:lovelace\n', YWRhOmxvdmVsYWNl",
    "'ada:lovelace\r\n', YWRhOmxvdmVsYWNl",
    "'ada:love lace ', YWRhOmxvdmUgbGFjZSA=",
    "ada:, YWRhOg==",
    "ada:a:b, YWRhOmE6Yg==",
    "ada:ä€, YWRhOsOk4oKs",
  })
  void user_and_password_are_one_line_and_a_password_may_hold_anything_else(
      String content, String sent) throws Exception {
    assertEquals("Basic " + sent, new BasicAuth(file(content)).authorization().header());
  }

  @ParameterizedTest
  @ValueSource(strings = {"two w0rds", "w0rd\nX-Injected: yes", "w0\u0000rd", "w\u00f60rd"})
  void what_is_no_token_is_refused_and_not_quoted(String content) throws Exception {
    refused(new BearerToken(file(content)), "the token file " + folder.resolve("secret"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"w0rd", ":w0rd", "ada:w0rd\nX: y", "ada:w0rd\n\n", "ada:w\t0rd", "ada:w0\u0000rd"})
  void what_is_no_user_and_password_is_refused_and_not_quoted(String content) throws Exception {
    refused(new BasicAuth(file(content)), "the basic auth file " + folder.resolve("secret"));
  }

  @Test
  void a_password_that_is_not_utf_8_is_refused() throws Exception {
    Path file = Files.write(folder.resolve("secret"), new byte[] {'a', ':', (byte) 0xe4});

    refused(new BasicAuth(file), "the basic auth file " + file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n"})
  void an_empty_file_says_so(String content) throws Exception {
    refused(new BearerToken(file(content)), "the token file " + folder + "/secret is empty");
    refused(new BasicAuth(file(content)), "the basic auth file " + folder + "/secret is empty");
  }

  @Test
  void a_file_that_is_none_says_so() throws Exception {
    Path absent = folder.resolve("absent");

    refused(new BearerToken(absent), "the token file " + absent + " does not exist");
    refused(new BearerToken(folder), "the token file " + folder + " cannot be read");
    refused(
        new BearerToken(file("x".repeat((1 << 20) + 1))),
        "the token file " + folder + "/secret is larger than 1 MiB");
  }

  @Test
  void nothing_of_a_login_is_shown_when_its_object_is() throws Exception {
    Login ofUrl = Login.ofUrl("ada", "s3cret").orElseThrow();

    assertFalse(Optional.of(ofUrl).toString().contains("s3cret"));
    assertFalse(ofUrl.authorization().toString().contains("s3cret"));
    assertFalse(SecretText.of("token file", file("s3cret")).toString().contains("s3cret"));
  }

  private Path file(String content) throws Exception {
    return Files.writeString(folder.resolve("secret"), content);
  }

  private static void refused(Login login, String said) {
    String reason = assertThrows(CredentialException.class, login::authorization).reason();

    assertTrue(reason.startsWith(said), reason);
    assertFalse(reason.contains("0rd"), reason);
  }
}
