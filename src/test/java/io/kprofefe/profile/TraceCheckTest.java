package io.kprofefe.profile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kprofefe.testing.Pprofs;
import java.io.ByteArrayInputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceCheckTest {

  private final TraceCheck check = new TraceCheck(10_000);

  @Test
  void a_real_trace_passes_whole() throws Exception {
    try (var trace = TraceCheckTest.class.getResourceAsStream("/profile/profefe-trace.bin")) {
      assertEquals(2464, check.check(Objects.requireNonNull(trace)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"go 1.5 trace\0\0\0\0", "go 1.26 trace\0\0\0", "go 1.111 trace\0\0"})
  void each_release_of_go_has_its_header(String header) throws Exception {
    assertEquals(16, check.check(stream(header)));
    assertEquals(18, check.check(stream(header + "\1\2")));
  }

  @ParameterizedTest
  @CsvSource({
    "'', the body is empty",
    "go 1.22 trace, it looks like plain text",
    "'go 2.22 trace\0\0\0', it does not begin as Go's traces do",
    "{\"error\":1}, it looks like JSON",
    "<html>, it looks like an HTML page",
    "goroutine profile: total 1, it looks like Go's text format (debug=1)",
  })
  void anything_else_is_invalid_and_says_what_it_looks_like(String body, String said) {
    var failure = assertThrows(ProfileFailure.class, () -> check.check(stream(body)));
    assertEquals(Outcome.INVALID, failure.outcome());
    assertEquals("not an execution trace: " + said, failure.reason());
  }

  @Test
  void a_pprof_is_not_a_trace() {
    var body = new ByteArrayInputStream(Pprofs.gzip(Pprofs.small().build().toByteArray()));
    var failure = assertThrows(ProfileFailure.class, () -> check.check(body));
    assertEquals("not an execution trace: it looks like a gzip file", failure.reason());
  }

  @Test
  void a_trace_over_the_limit_is_too_large() {
    String body = "go 1.26 trace\0\0\0" + "x".repeat(10_000 - 15);
    var failure = assertThrows(ProfileFailure.class, () -> check.check(stream(body)));
    assertEquals(Outcome.TOO_LARGE, failure.outcome());
  }

  private static ByteArrayInputStream stream(String body) {
    return new ByteArrayInputStream(body.getBytes(ISO_8859_1));
  }
}
