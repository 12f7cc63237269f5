package io.kprofefe.store.objects.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwsProfileTest {

  private static final String CREDENTIALS =
      """
      # of the aws command
      [default]
      aws_access_key_id = AKIDEFAULT
      aws_secret_access_key=secret/of+default

      [prod] ; another
      aws_access_key_id=AKIPROD
      aws_secret_access_key = secret-of-prod   # not to be shown
      aws_session_token = token-of-prod
      """;

  private static final String CONFIG =
      """
      [default]
      region = eu-west-1
      s3 =
        max_concurrent_requests = 20
      [profile prod]
      region = us-east-2
      [profile role]
      role_arn = arn:aws:iam::1:role/a
      source_profile = default
      [profile login]
      sso_session = us
      [profile place]
      region = eu-north-1
      """;

  @TempDir private Path home;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectory(home.resolve(".aws"));
    Files.writeString(home.resolve(".aws/credentials"), CREDENTIALS);
    Files.writeString(home.resolve(".aws/config"), CONFIG);
  }

  @Test
  void the_default_one_is_taken_where_none_is_named() throws NoKeys {
    AwsProfile profile = AwsProfile.in(environment(Map.of()));

    assertEquals(Optional.of("eu-west-1"), profile.region());
    assertEquals(new Keys("AKIDEFAULT", "secret/of+default", none(), none()), keys(profile));
  }

  @Test
  void the_one_that_is_named_has_a_session_token_too() throws NoKeys {
    AwsProfile profile = AwsProfile.in(environment(Map.of("AWS_PROFILE", "prod")));

    assertEquals(Optional.of("us-east-2"), profile.region());
    assertEquals(
        new Keys("AKIPROD", "secret-of-prod", Optional.of("token-of-prod"), none()), keys(profile));
  }

  @Test
  void both_files_can_be_elsewhere() throws Exception {
    Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
    Files.move(home.resolve(".aws/credentials"), elsewhere.resolve("c"));
    Files.move(home.resolve(".aws/config"), elsewhere.resolve("d"));

    AwsProfile profile =
        AwsProfile.in(
            environment(
                Map.of(
                    "AWS_SHARED_CREDENTIALS_FILE", elsewhere.resolve("c").toString(),
                    "AWS_CONFIG_FILE", elsewhere.resolve("d").toString())));

    assertEquals("AKIDEFAULT", keys(profile).id());
    assertEquals(Optional.of("eu-west-1"), profile.region());
  }

  @Test
  void without_files_there_is_nothing() throws Exception {
    Files.delete(home.resolve(".aws/credentials"));
    Files.delete(home.resolve(".aws/config"));

    AwsProfile profile = AwsProfile.in(environment(Map.of()));

    assertEquals(Optional.empty(), profile.keys());
    assertEquals(Optional.empty(), profile.region());
  }

  @ParameterizedTest
  @ValueSource(strings = {"role", "login"})
  void what_is_not_done_here_is_said(String name) throws NoKeys {
    AwsProfile profile = AwsProfile.in(environment(Map.of("AWS_PROFILE", name)));

    NoKeys none = assertThrows(NoKeys.class, profile::keys);

    assertTrue(none.reason().contains("which kprofefe cannot do"), none.reason());
  }

  @Test
  void one_that_is_named_and_has_no_keys_is_said() throws NoKeys {
    AwsProfile profile = AwsProfile.in(environment(Map.of("AWS_PROFILE", "place")));

    NoKeys none = assertThrows(NoKeys.class, profile::keys);

    assertTrue(none.reason().contains("profile place lacks aws_access_key_id"), none.reason());
  }

  @Test
  void one_that_is_named_and_not_there_is_said() {
    NoKeys none =
        assertThrows(NoKeys.class, () -> AwsProfile.in(environment(Map.of("AWS_PROFILE", "prid"))));

    assertTrue(none.reason().startsWith("there is no AWS profile prid in /"), none.reason());
  }

  @Test
  void keys_that_are_none_are_not_repeated() throws Exception {
    Files.writeString(
        home.resolve(".aws/credentials"),
        "[default]\naws_access_key_id=a\naws_secret_access_key=se cr et\n");

    NoKeys none = assertThrows(NoKeys.class, AwsProfile.in(environment(Map.of()))::keys);

    assertEquals("the AWS profile default holds what no key can", none.reason());
  }

  private AwsEnvironment environment(Map<String, String> more) {
    var variables = new HashMap<>(more);
    variables.put("HOME", home.toString());
    return new AwsEnvironment(variables);
  }

  private static Keys keys(AwsProfile profile) throws NoKeys {
    return profile.keys().orElseThrow().keys();
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }
}
