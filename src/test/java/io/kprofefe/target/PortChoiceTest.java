package io.kprofefe.target;

import static io.kprofefe.target.Discovery.reason;
import static io.kprofefe.target.Discovery.target;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.testing.TestPod;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortChoiceTest {

  private static TestPod web() {
    return TestPod.enabled("shop", "web-0")
        .declaring("main", "http", 8080)
        .declaring("main", "", 6060)
        .declaring("sidecar", "admin", 9901)
        .declaring("one", "twice", 1001)
        .declaring("two", "twice", 1002);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, ",
    "65535, 65535, ",
    "6060, 6060, main",
    "9901, 9901, sidecar",
    "http, 8080, main",
    "admin, 9901, sidecar",
  })
  void a_port_is_a_number_or_the_name_of_a_declared_one(String said, int port, String container) {
    Target target = target(web().annotated("profefe.com/port", said));
    assertEquals(port, target.endpoint().port());
    assertEquals(Optional.ofNullable(container), target.labels().value("container"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "-1",
        "65536",
        "99999",
        "100000",
        "06060",
        "+6060",
        "6060 ",
        "60.60",
        "0x17ac",
        "٦٠٦٠",
        "HTTP",
        "metrics",
        "twice",
        "6060/tcp",
        "6060@evil",
        "$PORT"
      })
  void any_other_port_is_refused_with_the_names_there_are(String said) {
    String reason = reason(web().annotated("profefe.com/port", said));
    assertEquals(
        "profefe.com/port is \""
            + said
            + "\": allowed is a number from 1 to 65535, or the name of one declared port (here: http,"
            + " admin)",
        reason);
  }

  @Test
  void only_declared_ports_are_taken_when_the_run_says_so() {
    TargetRules rules = Rules.declaredPortsOnly();
    assertEquals(6060, target(web(), rules).endpoint().port());
    assertEquals(
        "port 22 is not declared by a container (profefe.com/port), and --declared-ports-only is"
            + " given",
        reason(web().annotated("profefe.com/port", "22"), rules));
    assertTrue(reason(TestPod.enabled("shop", "bare"), rules).startsWith("port 6060 is not"));
  }
}
