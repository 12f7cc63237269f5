package io.kprofefe.scrape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.target.AnnotatedPods;
import io.kprofefe.target.CopiedLabels;
import io.kprofefe.target.CopiedLabels.Copied;
import io.kprofefe.target.Discovered;
import io.kprofefe.target.Endpoint;
import io.kprofefe.target.Families;
import io.kprofefe.target.Grant;
import io.kprofefe.target.Handler;
import io.kprofefe.target.LabelRules;
import io.kprofefe.target.NotSampled;
import io.kprofefe.target.ReachRules;
import io.kprofefe.target.Skipped;
import io.kprofefe.target.Target;
import io.kprofefe.target.TargetRules;
import io.kprofefe.target.Unannotated;
import io.kprofefe.testing.Inputs;
import io.kprofefe.testing.TestPod;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whatever stands in a pod's annotations and status: it is asked at its own address, or skipped
 * with a sentence. An input is the annotations as properties, and {@code ip} and {@code
 * container.port}.
 */
class AnnotationsFuzz {

  private static final String SERVICE = "[A-Za-z0-9._-]{1,128}";

  private static final AnnotatedPods FAMILY =
      new AnnotatedPods(
          new TargetRules(
              ProfileType.DEFAULTS,
              Duration.ofSeconds(30),
              Duration.ofSeconds(TargetRules.LONGEST_SAMPLING_SECONDS),
              Duration.ofSeconds(1),
              Set.of(),
              new LabelRules(
                  CopiedLabels.of(List.of(Copied.parse("*"))),
                  CopiedLabels.NONE,
                  true,
                  Labels.NONE),
              false,
              ReachRules.DIRECT,
              Grant.NONE),
          Set.of(Families.OURS));

  @FuzzTest
  void a_pod_is_asked_at_its_own_address_or_skipped_with_a_sentence(byte[] input) throws Exception {
    Optional<? extends Map<String, String>> annotations = Inputs.properties(input);
    if (annotations.isEmpty()) {
      return;
    }
    String address = annotations.get().getOrDefault("ip", "10.1.2.3");
    List<Discovered> all = FAMILY.discover(pod(annotations.get(), address).pod());
    assertFalse(all.isEmpty());
    for (Discovered each : all) {
      switch (each) {
        case Target target -> assertOfThePod(target, address);
        case Skipped skipped -> Inputs.assertFitToShow(skipped.reason());
        case NotSampled _ -> throw new AssertionError("nobody samples here");
        case Unannotated _ ->
            assertFalse(annotations.get().containsValue("true") && all.size() > 1);
      }
    }
  }

  private static TestPod pod(Map<String, String> input, String address) {
    var pod =
        TestPod.named("shop", "web-0")
            .at(address)
            .declaring("main", input.getOrDefault("container.port", "pprof"), 6061);
    input.forEach(pod::annotated);
    input.keySet().stream()
        .filter(key -> !key.isEmpty()) // the API server has no such label
        .forEach(key -> pod.labelled(key, "value"));
    return pod;
  }

  private static void assertOfThePod(Target target, String address) throws ProfileFailure {
    InetAddress dialled = address(target.endpoint().host());
    assertEquals(InetAddress.ofLiteral(address), dialled);
    assertFalse(
        dialled.isLoopbackAddress()
            || dialled.isLinkLocalAddress()
            || dialled.isMulticastAddress()
            || dialled.isAnyLocalAddress(),
        address);
    assertTrue(target.endpoint().port() > 0 && target.endpoint().port() <= 65_535);
    assertTrue(target.service().matches(SERVICE), target.service());
    assertEquals(Optional.of("shop"), target.labels().value("namespace"));
    assertEquals(Optional.of("web-0"), target.labels().value("pod"));
    assertEquals(
        target.handlers().size(), target.handlers().stream().map(Handler::name).distinct().count());
    for (Handler handler : target.handlers()) {
      assertLeadsTo(target.endpoint(), handler);
    }
  }

  /** As another reader of URLs sees it than the one that built it. */
  private static void assertLeadsTo(Endpoint endpoint, Handler handler) throws ProfileFailure {
    URI url = ProfileUrl.of(endpoint, handler).url().uri();
    assertEquals(endpoint.scheme().word(), url.getScheme());
    assertEquals(address(endpoint.host()), address(url.getHost()));
    int defaultPort = url.getScheme().equals("http") ? 80 : 443;
    assertEquals(endpoint.port(), url.getPort() < 0 ? defaultPort : url.getPort());
    assertNull(url.getRawUserInfo());
    assertNull(url.getRawFragment());
    assertEquals(handler.path(), url.getRawPath());
    assertEquals(url, url.normalize());
    assertEquals(
        handler.samples() ? "seconds=" + handler.sampling().toSeconds() : null, url.getRawQuery());
  }

  private static InetAddress address(String host) {
    return InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", ""));
  }
}
