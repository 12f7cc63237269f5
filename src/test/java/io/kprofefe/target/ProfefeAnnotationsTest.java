package io.kprofefe.target;

import static io.kprofefe.target.Discovery.asked;
import static io.kprofefe.target.Discovery.names;
import static io.kprofefe.target.Discovery.reason;
import static io.kprofefe.target.Discovery.target;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kprofefe.profile.ProfileType;
import io.kprofefe.testing.TestPod;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfefeAnnotationsTest {

  private static final String PROFILES =
      "a comma list of "
          + ProfileType.words()
          + ", or NAME:/PATH for others, at most 32 and each name once";

  private static TestPod web() {
    return TestPod.enabled("shop", "web-0");
  }

  @Test
  void a_pod_that_only_says_enable_has_every_default() {
    Target target = target(web().ownedBy("StatefulSet", "web").at("10.1.2.3"));
    assertEquals("http://10.1.2.3:6060/debug/pprof", target.endpoint().toString());
    assertEquals("web", target.service());
    assertEquals(
        List.of(
            "/debug/pprof/profile{seconds=30}",
            "/debug/pprof/heap",
            "/debug/pprof/goroutine",
            "/debug/pprof/mutex"),
        asked(target));
    assertEquals("[namespace=shop, node=node-1, pod=web-0]", target.labels().list().toString());
  }

  @Test
  void a_pod_says_where_and_how_it_wants_to_be_profiled() {
    Target target =
        target(
            web()
                .annotated("profefe.com/port", "8443")
                .annotated("profefe.com/path", "/admin/pprof/")
                .annotated("profefe.com/service", "checkout")
                .annotated("profefe.com/scheme", "https")
                .annotated("profefe.com/profiles", "heap, trace,heap, cpu")
                .annotated("profefe.com/cpu-seconds", "5")
                .annotated("profefe.com/labels", "team=blue, tier=front=end,empty=")
                .annotated("profefe.com/via", "direct"));
    assertEquals("https://10.0.0.1:8443/admin/pprof", target.endpoint().toString());
    assertEquals("checkout", target.service());
    assertEquals(
        List.of(
            "/admin/pprof/heap",
            "/admin/pprof/trace{seconds=1}",
            "/admin/pprof/profile{seconds=5}"),
        asked(target));
    assertEquals("blue", target.labels().value("team").orElseThrow());
    assertEquals("front=end", target.labels().value("tier").orElseThrow());
    assertEquals("", target.labels().value("empty").orElseThrow());
  }

  @Test
  void a_pod_may_want_what_is_beside_pprof_and_what_is_its_own() {
    Target target =
        target(
            web()
                .annotated("profefe.com/path", "/app/pprof")
                .annotated(
                    "profefe.com/profiles",
                    "fgprof,godeltaprof_mutex,custom:/debug/custom,heap:/my/heap"));
    assertEquals(
        List.of("/app/fgprof{seconds=30}", "/app/pprof/delta_mutex", "/debug/custom", "/my/heap"),
        asked(target));
    assertEquals(List.of("fgprof", "godeltaprof_mutex", "custom", "heap"), names(target));
    assertEquals("http://10.0.0.1:6060", target.endpoint().toString());
  }

  @Test
  void the_run_may_want_differences_of_what_counts_since_the_programs_start() {
    assertEquals(
        List.of(
            "/debug/pprof/profile{seconds=5}",
            "/debug/pprof/heap",
            "/debug/pprof/goroutine",
            "/debug/pprof/mutex{seconds=5}"),
        asked(
            target(
                web().annotated("profefe.com/cpu-seconds", "5"),
                Rules.withDeltas(ProfileType.MUTEX, ProfileType.BLOCK))));
  }

  @Test
  void a_pod_is_reached_by_a_port_forward_where_it_asks_for_it_and_may() {
    TestPod asking = web().annotated("profefe.com/via", "port-forward");
    Target target = target(asking, Rules.allowingPortForward());
    assertEquals(Via.PORT_FORWARD, target.endpoint().via());
    assertEquals("http://127.0.0.1:6060/debug/pprof", target.endpoint().toString());
    assertEquals(Via.DIRECT, target(web(), Rules.allowingPortForward()).endpoint().via());
    assertEquals(
        "is in its node's network: taken only with --host-network",
        reason(asking.onHostNetwork(), Rules.allowingPortForward()));
  }

  @Test
  void the_announcements_old_name_enables_too() {
    TestPod old = TestPod.named("shop", "web-0").annotated("pprof.com/enable", "true");
    assertEquals("web-0", target(old).service());
    assertEquals("web-0", target(old.annotated("profefe.com/enable", "false")).service());
  }

  static Stream<TestPod> podsThatDoNotAsk() {
    return Stream.of(
        TestPod.named("shop", "web-0"),
        TestPod.named("shop", "web-0").annotated("profefe.com/enable", "false"),
        TestPod.named("shop", "web-0").annotated("pprof.com/enable", "false"),
        TestPod.named("shop", "web-0").annotated("profefe.com/port", "none").phase("Pending"),
        TestPod.named("shop", "web-0").annotated("other.com/enable", "true"));
  }

  @ParameterizedTest
  @MethodSource("podsThatDoNotAsk")
  void a_pod_that_does_not_ask_is_unannotated_whatever_else_it_says(TestPod pod) {
    assertInstanceOf(Unannotated.class, Discovery.all(pod).getFirst());
  }

  @ParameterizedTest
  @ValueSource(strings = {"True", "TRUE", "yes", "1", "", " true", "on"})
  void an_enable_that_is_neither_yes_nor_no_is_told(String value) {
    assertEquals(
        "profefe.com/enable is \"" + value + "\": allowed is \"true\" or \"false\"",
        reason(TestPod.named("shop", "web-0").annotated("profefe.com/enable", value)));
  }

  static Stream<Arguments> podsThatCannotBeAsked() {
    return Stream.of(
        arguments(web().phase("Pending"), "phase is Pending"),
        arguments(web().phase("Succeeded"), "phase is Succeeded"),
        arguments(web().phase(""), "phase is unknown"),
        arguments(web().phase("Pending").beingDeleted().at(), "phase is Pending"),
        arguments(web().beingDeleted(), "is being deleted"),
        arguments(web().at(), "has no IP address"),
        arguments(
            web().onHostNetwork(), "is in its node's network: taken only with --host-network"),
        arguments(
            web().at("169.254.169.254"),
            "address 169.254.169.254 is not dialled: it is no global unicast address of a pod"));
  }

  @ParameterizedTest
  @MethodSource("podsThatCannotBeAsked")
  void a_pod_that_cannot_be_asked_is_skipped_with_the_reason(TestPod pod, String reason) {
    assertEquals(reason, reason(pod));
  }

  @Test
  void over_a_port_forward_too_the_nodes_network_is_not_to_be_had_for_an_annotation() {
    assertEquals(
        "is in its node's network: taken only with --host-network",
        reason(
            web().onHostNetwork().annotated("profefe.com/port", "10248"), Rules.byPortForward()));
    assertEquals(
        "http://127.0.0.1:6060/debug/pprof",
        target(web(), Rules.byPortForward()).endpoint().toString());
  }

  @Test
  void a_pod_in_its_nodes_network_is_taken_when_the_run_says_so() {
    assertEquals(
        "http://10.0.0.1:6060/debug/pprof",
        target(web().onHostNetwork(), Rules.onHostNetwork()).endpoint().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          scheme      | HTTP            | http or https
          scheme      | ftp             | http or https
          scheme      | ''              | http or https
          profiles    | heap,flame      | PROFILES
          profiles    | ''              | PROFILES
          profiles    | heap,           | PROFILES
          profiles    | CPU             | PROFILES
          profiles    | custom          | PROFILES
          profiles    | :/debug/x       | PROFILES
          profiles    | x:debug         | PROFILES
          profiles    | a b:/debug      | PROFILES
          profiles    | x:/a,x:/b       | PROFILES
          profiles    | heap,heap:/x    | PROFILES
          cpu-seconds | 0               | whole seconds from 1 to 300
          cpu-seconds | 301             | whole seconds from 1 to 300
          cpu-seconds | 1.5             | whole seconds from 1 to 300
          cpu-seconds | 30s             | whole seconds from 1 to 300
          cpu-seconds | -1              | whole seconds from 1 to 300
          cpu-seconds | 99999999999     | whole seconds from 1 to 300
          cpu-seconds | ''              | whole seconds from 1 to 300
          service     | ''              | 1 to 128 letters, digits, . _ and -
          service     | a b             | 1 to 128 letters, digits, . _ and -
          service     | ../other        | 1 to 128 letters, digits, . _ and -
          service     | a&labels=x      | 1 to 128 letters, digits, . _ and -
          via         | port-forward    | direct; port-forward only with --allow-port-forward
          via         | proxy           | direct or port-forward
          via         | ''              | direct or port-forward
          """)
  void a_wrong_value_is_never_taken_for_the_default(String name, String value, String allowed) {
    assertEquals(
        "profefe.com/%s is \"%s\": allowed is %s"
            .formatted(name, value, allowed.replace("PROFILES", PROFILES)),
        reason(web().annotated("profefe.com/" + name, value)));
  }

  @Test
  void what_a_pod_wrote_is_shown_escaped_and_short() {
    String reason =
        reason(web().annotated("profefe.com/scheme", "\u001b[31m\u202E" + "x".repeat(1000)));
    assertTrue(reason.startsWith("profefe.com/scheme is \"\\u001B[31m\\u202Exxx"), reason);
    assertFalse(reason.chars().anyMatch(Character::isISOControl));
    assertTrue(reason.length() < 400);
  }

  @Test
  void the_longest_cpu_profile_and_service_are_allowed() {
    Target target =
        target(
            web()
                .annotated("profefe.com/cpu-seconds", "300")
                .annotated("profefe.com/service", "s".repeat(128)));
    assertEquals("/debug/pprof/profile{seconds=300}", asked(target).getFirst());
    assertEquals(128, target.service().length());
    assertTrue(
        reason(web().annotated("profefe.com/service", "s".repeat(129))).contains("1 to 128"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"profefe.com/ports", "profefe.com/PORT", "profefe.com/enabled"})
  void a_name_we_do_not_know_is_told_beside_the_target(String key) {
    List<Discovered> all = Discovery.all(web().annotated(key, "8080"));
    assertInstanceOf(Target.class, all.getFirst());
    String remark = assertInstanceOf(Skipped.class, all.getLast()).reason();
    assertTrue(remark.startsWith(key + " is not known, and is not heeded: known are enable, port"));
  }
}
