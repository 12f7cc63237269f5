package io.kprofefe.target;

import static io.kprofefe.target.Discovery.names;
import static io.kprofefe.target.Discovery.reasons;
import static io.kprofefe.target.Discovery.targets;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.testing.TestPod;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several endpoints in one pod. */
class EndpointsTest {

  private static TestPod web() {
    return TestPod.enabled("shop", "web-0").ownedBy("StatefulSet", "web");
  }

  private static List<String> shown(TestPod pod) {
    return targets(pod).stream()
        .map(target -> target.shown() + " " + target.service() + " " + target.endpoint())
        .toList();
  }

  @Test
  void a_pod_with_only_named_endpoints_has_no_default_one() {
    assertEquals(
        List.of("shop/web-0:admin web-admin http://10.0.0.1:6061/debug/pprof"),
        shown(web().annotated("profefe.com/admin.port", "6061")));
  }

  @Test
  void a_named_endpoint_stands_beside_a_default_one_that_says_something() {
    assertEquals(
        List.of(
            "shop/web-0 front http://10.0.0.1:6060/debug/pprof",
            "shop/web-0:admin front-admin https://10.0.0.1:6060/x",
            "shop/web-0:b back http://10.0.0.1:7/debug/pprof"),
        shown(
            web()
                .annotated("profefe.com/service", "front")
                .annotated("profefe.com/b.port", "7")
                .annotated("profefe.com/b.service", "back")
                .annotated("profefe.com/admin.path", "/x")
                .annotated("profefe.com/admin.scheme", "https")));
  }

  @Test
  void what_the_default_endpoint_says_is_not_said_for_the_named_ones() {
    List<Target> targets =
        targets(
            web()
                .annotated("profefe.com/profiles", "heap")
                .annotated("profefe.com/port", "7")
                .annotated("profefe.com/b.profiles", "cpu"));
    assertEquals(List.of("heap"), names(targets.get(0)));
    assertEquals(List.of("cpu"), names(targets.get(1)));
    assertEquals(6060, targets.get(1).endpoint().port());
  }

  @Test
  void one_wrong_endpoint_does_not_cost_the_others() {
    TestPod pod =
        web()
            .annotated("profefe.com/port", "0")
            .annotated("profefe.com/admin.port", "6061")
            .annotated("profefe.com/b.scheme", "gopher");
    assertEquals(
        List.of("shop/web-0:admin web-admin http://10.0.0.1:6061/debug/pprof"), shown(pod));
    assertEquals(2, reasons(pod).size());
    assertTrue(reasons(pod).get(0).startsWith("profefe.com/port is \"0\": allowed is "));
    assertEquals(
        "profefe.com/b.scheme is \"gopher\": allowed is http or https", reasons(pod).get(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Admin.port", "a.b.port", "-a.port", "a-.port", "a_b.port", ".port", "a.ports"})
  void a_name_that_is_no_endpoints_is_told_and_does_not_open_the_default_one(String name) {
    TestPod pod = web().annotated("profefe.com/" + name, "6061");
    assertEquals(List.of(), shown(pod));
    assertTrue(reasons(pod).getFirst().startsWith("profefe.com/" + name), reasons(pod)::toString);
  }

  @Test
  void a_pod_cannot_have_more_than_32_endpoints_dialled() {
    TestPod pod = web();
    for (int n = 0; n < 40; n++) {
      pod.annotated("profefe.com/e" + n + ".port", "6061");
    }
    assertEquals(32, shown(pod).size());
    assertEquals(List.of("names 40 endpoints: only 32 are taken"), reasons(pod));
  }
}
