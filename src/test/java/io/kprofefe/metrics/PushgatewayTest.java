package io.kprofefe.metrics;

import static io.kprofefe.testing.Fault.answer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.credential.CredentialSettings;
import io.kprofefe.profile.Label;
import io.kprofefe.testing.Fault;
import io.kprofefe.testing.FaultServer;
import io.kprofefe.testing.SeenRequest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PushgatewayTest {

  private static final String TEXT = "kprofefe_last_run_exit_code 0.0\n";

  @Test
  void a_run_is_pushed_in_one_post_that_adds_to_its_group() throws Exception {
    try (var server = FaultServer.that(answer(200, ""))) {
      var grouping = List.of(new Label("namespace", "shop"), new Label("cronjob", "profiles"));
      new Pushgateway(
              server.uri() + "/", Pushgateway.DEFAULT_JOB, grouping, CredentialSettings.NONE)
          .push(TEXT);

      SeenRequest request = server.requests().getFirst();
      assertEquals("POST", request.method());
      assertEquals("/metrics/job/kprofefe/namespace/shop/cronjob/profiles", request.target());
      assertEquals(TEXT, new String(request.body(), UTF_8));
      assertEquals(
          Optional.of("text/plain; version=0.0.4; charset=utf-8"), request.header("content-type"));
      assertEquals(1, server.connections());
    }
  }

  @Test
  void an_older_one_says_202() {
    try (var server = FaultServer.that(answer(202, ""))) {
      assertDoesNotThrow(() -> to(server).push(TEXT));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "plain-1.2_3, /metrics/job/kprofefe/shard/plain-1.2_3",
    "'', /metrics/job/kprofefe/shard@base64/=",
    "a/b, /metrics/job/kprofefe/shard@base64/YS9i",
    ".., /metrics/job/kprofefe/shard@base64/Li4",
    "a b, /metrics/job/kprofefe/shard@base64/YSBi",
    "ü?#%2F, /metrics/job/kprofefe/shard@base64/w7w_IyUyRg",
  })
  void a_value_that_a_path_cannot_carry_goes_in_base64(String value, String target)
      throws Exception {
    try (var server = FaultServer.that(answer(200, ""))) {
      new Pushgateway(
              server.uri().toString(),
              "kprofefe",
              List.of(new Label("shard", value)),
              CredentialSettings.NONE)
          .push(TEXT);

      assertEquals(target, server.requests().getFirst().target());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"job", "outcome", "sink", "__name", "1st", "a-b", "a b", "ü"})
  void what_cannot_be_a_grouping_label_is_refused(String name) {
    assertThrows(IllegalArgumentException.class, () -> grouped(new Label(name, "x")));
  }

  @Test
  void a_grouping_label_stands_once() {
    assertThrows(
        IllegalArgumentException.class, () -> grouped(new Label("a", "1"), new Label("a", "2")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pushgateway:9091", "ftp://ada:s3cret@pushgateway", ""})
  void what_is_no_http_url_is_refused_without_a_secret(String url) {
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Pushgateway(url, "kprofefe", List.of(), CredentialSettings.NONE));

    assertFalse(Objects.requireNonNull(refused.getMessage()).contains("s3cret"));
  }

  @Test
  void user_and_password_are_sent_and_never_shown() {
    try (var server = FaultServer.that(answer(401, "who are you"))) {
      var gateway =
          new Pushgateway(
              "http://ada:s3cret@127.0.0.1:" + server.port() + "/prefix?token=s3cret",
              "kprofefe",
              List.of(),
              CredentialSettings.NONE);

      String warning = warning(gateway);

      assertEquals(
          "http://127.0.0.1:" + server.port() + "/prefix answered 401: who are you", warning);
      assertEquals(
          Optional.of("Basic " + Base64.getEncoder().encodeToString("ada:s3cret".getBytes(UTF_8))),
          server.requests().getFirst().header("authorization"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 301, 302, 307, 308, 400, 404, 407, 408, 413, 429, 500, 503})
  void any_other_answer_is_told_and_asked_for_once(int status) {
    try (var server =
        FaultServer.that(answer(status, "", "Location: /elsewhere", "Retry-After: 0"))) {
      String warning = warning(to(server));

      assertTrue(warning.contains(server.uri().toString()), warning);
      assertEquals(1, server.connections());
    }
  }

  @Test
  void a_reason_is_shown_short_and_escaped() {
    try (var server = FaultServer.that(answer(400, "\u001b[31m" + "x".repeat(5000)))) {
      String warning = warning(to(server));

      assertTrue(warning.contains("answered 400: \\u001B[31mxxx"), warning);
      assertTrue(warning.length() < 400, warning);
    }
  }

  static Stream<Fault> broken() {
    return Stream.of(
        Fault.resetBeforeReading(),
        Fault.resetAfterReading(),
        Fault.closeAfterReading(),
        Fault.raw("not HTTP\r\n\r\n"),
        Fault.cutAnswer(500, "sorry", 2));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void a_broken_one_is_a_warning(Fault fault) {
    try (var server = FaultServer.that(fault)) {
      assertTrue(warning(to(server)).contains(server.uri().toString()));
    }
  }

  @Test
  void one_that_is_away_is_a_warning() {
    String nobody = FaultServer.nobody().toString();

    assertEquals(
        "cannot push to " + nobody + ": Connection refused",
        warning(new Pushgateway(nobody, "kprofefe", List.of(), CredentialSettings.NONE)));
  }

  @Test
  void one_without_a_certificate_we_trust_is_a_warning() {
    try (var server = FaultServer.that(caller -> caller.send("no TLS here\r\n"))) {
      String url = "https://127.0.0.1:" + server.port();

      assertTrue(
          warning(new Pushgateway(url, "kprofefe", List.of(), CredentialSettings.NONE))
              .startsWith("cannot push to " + url + ": "));
    }
  }

  static Stream<Fault> slow() {
    return Stream.of(
        Fault.silence(),
        Fault.deaf(new CountDownLatch(1)),
        Fault.drip(500, Duration.ofMillis(5)),
        Fault.dripOfHeaders(Duration.ofMillis(5)));
  }

  @ParameterizedTest
  @MethodSource("slow")
  void a_slow_one_costs_the_run_its_patience_and_no_more(Fault fault) {
    assertEquals(Duration.ofSeconds(5), Pushgateway.PATIENCE);
    try (var server = FaultServer.that(fault)) {
      var gateway =
          new Pushgateway(
              server.uri().toString(),
              "kprofefe",
              List.of(),
              CredentialSettings.NONE,
              Duration.ofSeconds(1));

      assertEquals("no answer from " + server.uri() + " in 1 s", warning(gateway));
    }
  }

  private static Pushgateway grouped(Label... labels) {
    return new Pushgateway(
        "http://pushgateway:9091", "kprofefe", List.of(labels), CredentialSettings.NONE);
  }

  private static Pushgateway to(FaultServer server) {
    return new Pushgateway(server.uri().toString(), "kprofefe", List.of(), CredentialSettings.NONE);
  }

  private static String warning(Pushgateway gateway) {
    return Objects.requireNonNull(
        assertThrows(MetricsException.class, () -> gateway.push(TEXT)).getMessage());
  }
}
