package io.kprofefe.target;

import static io.kprofefe.target.Discovery.reason;
import static io.kprofefe.target.Discovery.target;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.testing.TestPod;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PathPrefixTest {

  @ParameterizedTest
  @CsvSource({
    "/debug/pprof, /debug/pprof",
    "/debug/pprof/, /debug/pprof",
    "/, ''",
    "/~team/v1.2/p-p_p, /~team/v1.2/p-p_p",
    "/.hidden/x., /.hidden/x.",
  })
  void a_path_is_a_plain_absolute_prefix(String said, String path) {
    assertEquals(path, target(at(said)).endpoint().path());
  }

  static Stream<String> pathsThatLeadElsewhere() {
    return Stream.of(
        "",
        "debug/pprof",
        "@169.254.169.254/",
        "/@169.254.169.254",
        "//169.254.169.254/latest",
        "/debug//pprof",
        "/debug/pprof//",
        "/../admin",
        "/debug/..",
        "/a..b",
        "/.",
        "/./x",
        "/x/.",
        "/x/./",
        "/%2e%2e/admin",
        "/debug%2fpprof",
        "/x?y=z",
        "/x#y",
        "/x;y",
        "/x:y",
        "/x\\y",
        "/x y",
        "/x\r\nHost: evil",
        "/x\n",
        "/\u202E",
        "/é",
        "http://evil/",
        "/" + "x".repeat(129));
  }

  @ParameterizedTest
  @MethodSource("pathsThatLeadElsewhere")
  void a_path_that_could_lead_elsewhere_is_refused(String said) {
    String reason = reason(at(said));
    assertTrue(reason.startsWith("profefe.com/path is \""), reason);
    assertTrue(reason.contains("\": allowed is / and at most 128 more letters"), reason);
  }

  private static TestPod at(String path) {
    return TestPod.enabled("shop", "web-0").annotated("profefe.com/path", path);
  }
}
