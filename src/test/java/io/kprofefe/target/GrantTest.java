package io.kprofefe.target;

import static io.kprofefe.target.Discovery.target;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kprofefe.testing.TestPod;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which pods are shown our credentials. */
class GrantTest {

  private static TestPod web() {
    return TestPod.enabled("shop", "web-0").labelled("app", "web");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          shop  |         | true
          other |         | false
                | app=web | true
                | app=api | false
          shop  | app=web | true
          shop  | app=api | false
          other | app=web | false
          """)
  void are_those_that_fit_all_that_is_said(String namespace, String selector, boolean granted) {
    var grant =
        new Grant(
            namespace == null ? Set.of() : Set.of(namespace),
            Optional.ofNullable(selector).map(LabelSelector::parse));
    assertEquals(
        granted ? AskedAs.GRANTED : AskedAs.ANYBODY, target(web(), Rules.granting(grant)).as());
  }

  @Test
  void are_none_where_nothing_is_said_whatever_a_pod_says() {
    TestPod asking =
        web()
            .annotated("profefe.com/scheme", "https")
            .annotated("profefe.com/labels", "granted=true");
    assertEquals(AskedAs.ANYBODY, target(asking).as());
  }
}
