package io.kprofefe.store.objects.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.credential.CredentialSettings;
import io.kprofefe.credential.Credentials;
import io.kprofefe.testing.Fault;
import io.kprofefe.testing.FaultServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class KeySourcesTest {

  private final Credentials heard = new Credentials(CredentialSettings.NONE);

  @TempDir private Path home;

  /** All are set up; one after the other is taken away. */
  @Test
  void the_first_that_is_set_up_is_asked() throws Exception {
    Path token = Files.writeString(home.resolve("token"), "identity");
    Files.createDirectory(home.resolve(".aws"));
    Path profile =
        Files.writeString(
            home.resolve(".aws/credentials"),
            "[default]\naws_access_key_id=OF-PROFILE\naws_secret_access_key=secret-of-profile\n");
    try (var sts = FaultServer.that(refusing("of-sts"));
        var container = FaultServer.that(refusing("of-container"));
        var machine = FaultServer.that(refusing("of-machine"))) {
      var variables = new LinkedHashMap<String, String>();
      variables.put("AWS_ACCESS_KEY_ID", "OF-ENVIRONMENT");
      variables.put("AWS_SECRET_ACCESS_KEY", "secret-of-environment");
      variables.put("AWS_ROLE_ARN", "arn");
      variables.put("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString());
      variables.put("AWS_ENDPOINT_URL_STS", sts.uri().toString());
      variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", container.uri() + "/");
      variables.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", machine.uri().toString());

      assertEquals("OF-ENVIRONMENT", first(variables, true).keys().id());
      variables.keySet().removeAll(List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"));
      assertRefused("of-sts", variables);
      variables.remove("AWS_ROLE_ARN");
      assertEquals("OF-PROFILE", first(variables, true).keys().id());
      Files.delete(profile);
      assertRefused("of-container", variables);
      variables.remove("AWS_CONTAINER_CREDENTIALS_FULL_URI");
      assertRefused("of-machine", variables);
      assertTrue(
          assertThrows(NoKeys.class, () -> first(variables, false))
              .reason()
              .contains("set AWS_ACCESS_KEY_ID"));
    }
  }

  @ParameterizedTest
  @CsvSource({"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"})
  void half_of_a_pair_is_said(String variable) {
    assertEquals(
        "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY go together: set both",
        assertThrows(NoKeys.class, () -> first(Map.of(variable, "a"), false)).reason());
  }

  @Test
  void the_end_of_a_line_does_not_belong_to_a_key() throws NoKeys {
    Keys keys =
        first(Map.of("AWS_ACCESS_KEY_ID", "a\n", "AWS_SECRET_ACCESS_KEY", "b\n"), false).keys();

    assertEquals(new Keys("a", "b", Optional.empty(), Optional.empty()), keys);
  }

  @Test
  void what_no_header_can_hold_is_no_key() {
    String secret = "one\r\nX-Two: secret";

    NoKeys none =
        assertThrows(
            NoKeys.class,
            () -> first(Map.of("AWS_ACCESS_KEY_ID", "a", "AWS_SECRET_ACCESS_KEY", secret), false));

    assertTrue(none.reason().contains("what no key can"), none.reason());
    assertFalse(none.reason().contains("secret\n"), none.reason());
  }

  @Test
  void what_is_secret_is_known_again() throws NoKeys {
    first(
            Map.of(
                "AWS_ACCESS_KEY_ID", "a",
                "AWS_SECRET_ACCESS_KEY", "the-secret-key-itself",
                "AWS_SESSION_TOKEN", "the-session/token+itself"),
            false)
        .keys();

    assertTrue(heard.areIn("it was the-secret-key-itself"));
    assertTrue(heard.areIn("it was the-session%2Ftoken%2Bitself"));
  }

  private static Fault refusing(String who) {
    return Fault.answer(403, "{\"code\": \"" + who + "\"}");
  }

  private void assertRefused(String who, Map<String, String> variables) throws NoKeys {
    NoKeys none = assertThrows(NoKeys.class, first(variables, true)::keys);
    assertTrue(none.reason().contains("answered 403 " + who), none.reason());
  }

  private KeySource first(Map<String, String> variables, boolean machine) throws NoKeys {
    var all = new HashMap<>(variables);
    all.put("HOME", home.toString());
    var environment = new AwsEnvironment(all);
    return new KeySources(environment, AwsProfile.in(environment), heard)
        .first("eu-west-1", Optional.empty(), machine);
  }
}
