package io.kprofefe.store.objects.aws;

import static io.kprofefe.testing.Fault.answer;
import static io.kprofefe.testing.Fault.resetAfterReading;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.credential.CredentialSettings;
import io.kprofefe.credential.Credentials;
import io.kprofefe.store.http.ServerUrl;
import io.kprofefe.testing.FaultServer;
import io.kprofefe.testing.SeenRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that services give for a while, as Amazon's documents describe their answers. */
@Timeout(120)
class GivenKeysTest {

  private static final String XML =
      """
      <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
        <AssumeRoleWithWebIdentityResult>
          <SubjectFromWebIdentityToken>system:serviceaccount:kprofefe</SubjectFromWebIdentityToken>
          <Credentials>
            <SessionToken>given/token+</SessionToken>
            <SecretAccessKey>given/secret</SecretAccessKey>
            <Expiration>2026-11-22T12:00:00Z</Expiration>
            <AccessKeyId>ASIAGIVEN</AccessKeyId>
          </Credentials>
        </AssumeRoleWithWebIdentityResult>
        <ResponseMetadata><RequestId>1</RequestId></ResponseMetadata>
      </AssumeRoleWithWebIdentityResponse>
      """;

  private static final String JSON =
      """
      {"Code": "Success", "Type": "AWS-HMAC", "RoleArn": "arn:aws:iam::1:role/a",
       "AccessKeyId": "ASIAGIVEN", "SecretAccessKey": "given/secret", "Token": "given/token+",
       "Expiration": "2026-11-22T12:00:00Z", "Nested": {"Token": "not this"}}
      """;

  private static final Keys GIVEN =
      new Keys(
          "ASIAGIVEN",
          "given/secret",
          Optional.of("given/token+"),
          Optional.of(Instant.parse("2026-11-22T12:00:00Z")));

  @TempDir private Path folder;

  private Path token;

  @BeforeEach
  void write() throws Exception {
    token = Files.writeString(folder.resolve("token"), "web.identity+token\n");
  }

  @Test
  void a_web_identity_is_changed_for_keys_by_a_form() throws Exception {
    try (var server = FaultServer.that(answer(200, XML))) {
      assertEquals(GIVEN, webIdentity(server).keys());

      SeenRequest request = server.requests().getFirst();
      assertEquals("POST /", request.method() + " " + request.target());
      assertEquals(
          "Action=AssumeRoleWithWebIdentity&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fa"
              + "&RoleSessionName=kprofefe&Version=2011-06-15&WebIdentityToken=web.identity%2Btoken",
          new String(request.body(), UTF_8));
      assertEquals(Optional.empty(), request.header("authorization"));
    }
  }

  @Test
  void its_token_is_read_anew_each_time() throws Exception {
    try (var server = FaultServer.that(answer(200, XML))) {
      KeySource source = webIdentity(server, Instant.parse("2026-11-22T12:30:00Z"));
      source.keys();
      Files.writeString(token, "another");
      source.keys();

      String body = new String(server.requests().getLast().body(), UTF_8);
      assertTrue(body.endsWith("WebIdentityToken=another"), body);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n"})
  void an_empty_token_is_said_and_nobody_asked(String text) throws Exception {
    Files.writeString(token, text);
    try (var server = FaultServer.that(answer(200, XML))) {
      NoKeys none = assertThrows(NoKeys.class, webIdentity(server)::keys);

      assertEquals("the web identity token " + token + " is empty", none.reason());
      assertFalse(none.isPassing());
      assertEquals(0, server.connections());
    }
  }

  @Test
  void a_container_shows_the_token_of_its_file() throws Exception {
    try (var server = FaultServer.that(answer(200, JSON))) {
      assertEquals(GIVEN, container(server).keys());

      SeenRequest request = server.requests().getFirst();
      assertEquals("GET /v1/credentials?a=b", request.method() + " " + request.target());
      assertEquals(Optional.of("web.identity+token"), request.header("authorization"));
    }
  }

  @Test
  void a_machine_is_asked_for_a_token_and_a_role_first() throws Exception {
    try (var server =
        FaultServer.that(
            answer(200, "imds-token"), answer(200, "node-role\n"), answer(200, JSON))) {
      assertEquals(GIVEN, machine(server).keys());

      assertEquals(
          Stream.of(
                  "PUT /latest/api/token",
                  "GET /latest/meta-data/iam/security-credentials/",
                  "GET /latest/meta-data/iam/security-credentials/node-role")
              .toList(),
          server.requests().stream().map(r -> r.method() + " " + r.target()).toList());
      assertEquals(
          Optional.of("imds-token"),
          server.requests().getLast().header("x-aws-ec2-metadata-token"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../../../latest/user-data", "a/b", "<html>", "a b"})
  void a_role_that_is_none_is_not_asked_for(String role) throws Exception {
    try (var server = FaultServer.that(answer(200, "imds-token"), answer(200, role))) {
      NoKeys none = assertThrows(NoKeys.class, machine(server)::keys);

      assertTrue(none.reason().contains("without a role"), none.reason());
      assertEquals(2, server.connections());
    }
  }

  @ParameterizedTest
  @CsvSource({"403, false", "400, false", "302, false", "429, true", "500, true", "503, true"})
  void a_service_that_refuses_is_told_with_its_words(int status, boolean passing) throws Exception {
    String error =
        "<ErrorResponse><Error><Code>AccessDenied</Code>"
            + "<Message>Not authorized to perform sts:AssumeRoleWithWebIdentity</Message>"
            + "</Error></ErrorResponse>";
    try (var server = FaultServer.that(answer(status, error, "Location: http://127.0.0.1:1/"))) {
      NoKeys none = assertThrows(NoKeys.class, webIdentity(server)::keys);

      assertEquals(
          "the security token service (%s) answered %d AccessDenied: Not authorized to perform"
                  .formatted(server.uri(), status)
              + " sts:AssumeRoleWithWebIdentity",
          none.reason());
      assertEquals(passing, none.isPassing());
      assertEquals(1, server.connections());
    }
  }

  @Test
  void a_provider_of_identities_that_was_not_reached_may_be_the_next_time() throws Exception {
    String error =
        "<ErrorResponse><Error><Code>IDPCommunicationError</Code></Error></ErrorResponse>";
    try (var server = FaultServer.that(answer(400, error))) {
      assertTrue(assertThrows(NoKeys.class, webIdentity(server)::keys).isPassing());
    }
  }

  static Stream<Arguments> answersWithoutKeys() {
    return Stream.of(
        Arguments.of("", "what is not its XML"),
        Arguments.of("<html>", "what is not its XML"),
        Arguments.of("<a/>", "without keys"),
        Arguments.of(XML.replace("given/secret", ""), "without keys"),
        Arguments.of(XML.replace("ASIAGIVEN", "ASIA&#10;X-Evil: 1"), "without keys"),
        Arguments.of(XML.replace("2026-11-22T12:00:00Z", "tomorrow"), "without keys"));
  }

  @ParameterizedTest
  @MethodSource("answersWithoutKeys")
  void an_answer_without_keys_is_said(String answer, String said) throws Exception {
    try (var server = FaultServer.that(answer(200, answer))) {
      NoKeys none = assertThrows(NoKeys.class, webIdentity(server)::keys);

      assertEquals(
          "the security token service (%s) answered %s".formatted(server.uri(), said),
          none.reason());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "<html>", "{\"AccessKeyId\": \"a\"", "{\"Code\": 1}"})
  void nor_is_anything_else_keys_of_a_container(String answer) throws Exception {
    try (var server = FaultServer.that(answer(200, answer))) {
      NoKeys none = assertThrows(NoKeys.class, container(server)::keys);

      assertTrue(none.reason().endsWith("answered without keys"), none.reason());
    }
  }

  @Test
  void a_service_that_is_away_may_be_there_the_next_time() throws Exception {
    try (var server = FaultServer.that(resetAfterReading())) {
      for (KeySource source :
          new KeySource[] {webIdentity(server), container(server), machine(server)}) {
        NoKeys none = assertThrows(NoKeys.class, source::keys);

        assertTrue(none.isPassing());
        assertTrue(none.reason().contains("was lost"), none.reason());
      }
    }
    NoKeys nobody =
        assertThrows(
            NoKeys.class,
            () ->
                first(Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", FaultServer.nobody() + "/"))
                    .keys());
    assertTrue(nobody.reason().contains("cannot connect to http://127.0.0.1:"), nobody.reason());
  }

  @ParameterizedTest
  @CsvSource({
    "http://169.254.169.254/a, named",
    "http://example.com/a, named",
    "http://169.254.170.24/a, named",
    "http://127.0.0.1.example.com/a, named",
    "ftp://127.0.0.1/a, no URL",
    "a, no URL",
  })
  void keys_are_asked_for_without_tls_only_nearby(String url, String said) {
    NoKeys none =
        assertThrows(NoKeys.class, () -> first(Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", url)));

    assertTrue(
        none.reason().contains(said.equals("named") ? "by https alone" : said), none.reason());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.8.8.8:1/a",
        "http://localhost:1/a",
        "http://[::1]:1/a",
        "http://169.254.170.2/a",
        "http://169.254.170.23/v1/credentials",
        "http://[fd00:ec2::23]/v1/credentials",
        "https://example.com/a",
      })
  void nearby_or_with_tls_they_are(String url) throws NoKeys {
    first(Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", url));
  }

  private KeySource webIdentity(FaultServer server) throws NoKeys {
    return first(identity(server));
  }

  /** As it is after what was given has ended. */
  private KeySource webIdentity(FaultServer server, Instant now) throws NoKeys {
    KeySource source =
        WebIdentityKeys.in(
                new AwsEnvironment(identity(server)),
                KeyService.of(
                    "STS", ServerUrl.parse(server.uri().toString(), ""), Optional.empty()))
            .orElseThrow();
    return new RenewedKeys(source, () -> now);
  }

  private Map<String, String> identity(FaultServer server) {
    return Map.of(
        "AWS_ROLE_ARN", "arn:aws:iam::1:role/a",
        "AWS_WEB_IDENTITY_TOKEN_FILE", token.toString(),
        "AWS_ENDPOINT_URL_STS", server.uri().toString());
  }

  private KeySource container(FaultServer server) throws NoKeys {
    return first(
        Map.of(
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            server.uri() + "/v1/credentials?a=b",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
            token.toString()));
  }

  private KeySource machine(FaultServer server) throws NoKeys {
    return first(Map.of("AWS_EC2_METADATA_SERVICE_ENDPOINT", server.uri().toString()));
  }

  private KeySource first(Map<String, String> variables) throws NoKeys {
    var all = new HashMap<>(variables);
    all.put("HOME", folder.toString());
    var environment = new AwsEnvironment(all);
    return new KeySources(
            environment, AwsProfile.in(environment), new Credentials(CredentialSettings.NONE))
        .first("eu-west-1", Optional.empty(), true);
  }
}
