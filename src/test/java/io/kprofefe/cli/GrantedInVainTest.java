package io.kprofefe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kprofefe.testing.FakeApiServer;
import io.kprofefe.testing.PprofServer;
import io.kprofefe.testing.PprofServer.Handler;
import io.kprofefe.testing.Profiles;
import io.kprofefe.testing.TestPod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pods to which credentials are granted, and which are shown none as they speak plain HTTP. */
class GrantedInVainTest {

  private static final String WARNING =
      "warning: no credentials were shown to 2 pods to which they are granted, as plain HTTP is"
          + " spoken there, such as shop/web-0: have them speak HTTPS, or grant to others\n";

  @TempDir private Path folder;

  private final PprofServer pprof = PprofServer.with(3);
  private final FakeApiServer api;

  GrantedInVainTest() throws IOException {
    api = FakeApiServer.start();
  }

  @BeforeEach
  void serve_pods_over_plain_http() throws IOException {
    pprof.serving("heap", Handler.profile(Profiles.at(Instant.now())));
    api.with(pod(0, "web-0").labelled("tier", "front"));
    api.with(pod(1, "web-1").labelled("tier", "front"));
    api.with(pod(2, "web-2"));
    Files.writeString(folder.resolve("token"), "t0ken");
  }

  @AfterEach
  void close() {
    api.close();
    pprof.close();
  }

  @Test
  void a_run_warns_of_them_once() throws IOException {
    Called called = call("collect", "--dir=" + folder.resolve("a"), granted("token"));
    assertEquals(0, called.code(), called.err());
    assertEquals(WARNING, called.err());
    assertTrue(called.out().startsWith("3 pods profiled "), called.out());
  }

  @Test
  void a_run_that_grants_nothing_has_nothing_to_warn_of() throws IOException {
    assertEquals("", call("collect", "--dir=" + folder.resolve("a")).err());
  }

  @Test
  void capture_warns_of_them_too() throws IOException {
    Called called =
        call("capture", "--via=direct", "--output-dir=" + folder.resolve("a"), granted("token"));
    assertTrue(called.err().contains(WARNING), called.err());
  }

  @Test
  void targets_and_a_dry_run_show_them_where_the_files_are_not() throws IOException {
    api.with(pod(0, "api-0").labelled("tier", "front").annotated("profefe.com/scheme", "https"));
    for (Called called :
        List.of(
            call("targets", "-o=wide", granted("nowhere")),
            call("collect", "--dry-run", "-o=wide", granted("nowhere")))) {
      assertEquals(0, called.code(), called.err());
      List<String> lines = called.out().lines().toList();
      assertTrue(lines.getFirst().endsWith("  CREDENTIALS"), called.out());
      assertTrue(lines.get(1).endsWith("  shown"), called.out());
      assertTrue(lines.get(2).endsWith("  none: plain HTTP"), called.out());
      assertTrue(lines.get(4).endsWith("  -"), called.out());
    }
  }

  @Test
  void a_wide_table_has_no_such_column_where_nothing_is_granted() throws IOException {
    assertFalse(call("targets", "-o=wide").out().contains("CREDENTIALS"));
  }

  @Test
  void programs_are_told_as_well() throws IOException {
    JsonNode items =
        new ObjectMapper()
            .readTree(call("targets", "-o=json", granted("nowhere")).out())
            .get("items");
    assertFalse(items.get(0).get("shownCredentials").asBoolean(true));
    assertFalse(items.get(2).has("shownCredentials"));
  }

  @Test
  void a_grant_of_nothing_is_refused_before_anything_is_shown() throws IOException {
    for (Called called :
        List.of(
            call("targets", "--target-grant-namespace=shop"),
            call("collect", "--dry-run", "--target-grant-namespace=shop"))) {
      assertEquals(64, called.code());
      assertTrue(called.err().contains("without what it grants"), called.err());
    }
    assertEquals(List.of(), api.requests());
  }

  /** To the pods of one tier. */
  private String granted(String file) {
    return "--target-grant-selector=tier=front --target-token-file=" + folder.resolve(file);
  }

  private Called call(String command, String... words) throws IOException {
    var all =
        new ArrayList<>(List.of(command, "-n=shop", "--profiles=heap", "--pod-cidr=127.0.0.0/8"));
    all.add("--kubeconfig=" + api.kubeconfig(folder));
    for (String word : words) {
      all.addAll(List.of(word.split(" ")));
    }
    return Called.with(all);
  }

  private TestPod pod(int number, String name) {
    InetSocketAddress address = pprof.addresses().get(number);
    return TestPod.enabled("shop", name)
        .at(address.getAddress().getHostAddress())
        .annotated("profefe.com/port", Integer.toString(address.getPort()));
  }
}
