package io.kprofefe.store.objects.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kprofefe.credential.CredentialSettings;
import io.kprofefe.credential.Credentials;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ServiceErrorTest {

  private final Credentials credentials = new Credentials(CredentialSettings.NONE);

  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of(
            "<Error><Code>AccessDenied</Code><Message>Access Denied.</Message></Error>",
            " AccessDenied: Access Denied"),
        Arguments.of(
            "<ErrorResponse><Error><Type>Sender</Type><Code>InvalidIdentityToken</Code>"
                + "<Message>No OpenIDConnect provider</Message></Error></ErrorResponse>",
            " InvalidIdentityToken: No OpenIDConnect provider"),
        Arguments.of("{\"code\":\"Denied\",\"message\":\"no role\"}", " Denied: no role"),
        Arguments.of("{\"Message\": \"no role\"}", ": no role"),
        Arguments.of("<html>hello</html>", ""),
        Arguments.of("hello", ""),
        Arguments.of("", ""));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void what_a_service_says_is_read_where_it_can_be(String answer, String shown) {
    assertEquals(shown, ServiceError.of(answer.getBytes(UTF_8)).shown(credentials));
  }

  @Test
  void what_repeats_a_secret_is_withheld() {
    credentials.show("a-session-token-of-some-length");
    var error = new ServiceError("InvalidToken", "a-session-token-of-some-length is bad", "");

    assertEquals(" InvalidToken: (not shown: it repeats a credential)", error.shown(credentials));
  }
}
