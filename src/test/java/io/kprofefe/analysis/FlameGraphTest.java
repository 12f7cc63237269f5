package io.kprofefe.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.testing.DrawnPage;
import io.kprofefe.testing.Pprofs;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FlameGraphTest {

  private final FlameGraph graph = new FlameGraph(Optional.empty(), Profiles.LIMITS);

  @Test
  void a_page_names_functions_services_and_what_is_counted() throws Exception {
    add("api", "kube-apiserver-cpu.pb.gz");
    add("shop", "profefe-cpu.pb.gz");
    String page = page("Everything");
    assertTrue(
        new DrawnPage(page)
            .names()
            .containsAll(List.of("api", "shop", "runtime.futex", "main.main.func1")));
    assertTrue(page.contains("<h1>Everything · cpu/nanoseconds</h1>"));
    assertTrue(page.contains("' nanoseconds'"));
  }

  @Test
  void of_one_service_the_functions_come_first() throws Exception {
    add("shop", "profefe-cpu.pb.gz");
    assertEquals(-1, new DrawnPage(page("Everything")).names().indexOf("shop"));
  }

  @Test
  void nothing_is_drawn_of_a_profile_that_is_refused_in_the_middle() throws Exception {
    var profile = calling("half");
    var line = profile.getLocationBuilder(0).getLine(0);
    for (int inlined = 0; inlined < 100; inlined++) {
      profile.getLocationBuilder(0).addLine(line);
    }
    var deep = profile.getSample(0).toBuilder();
    for (int location = 0; location < 100; location++) {
      deep.addLocationId(profile.getLocation(0).getId());
    }
    profile.addSample(deep);
    var refused =
        assertThrows(ProfileFailure.class, () -> graph.add("shop", Profiles.stream(profile)));
    assertEquals(Outcome.TOO_LARGE, refused.outcome());
    assertEquals(Optional.empty(), graph.sampleType());
    assertEquals(List.of("all"), new DrawnPage(page("Nothing")).names());
  }

  private static final String ATTACK = "</script><script>alert(1)</script>";

  @Test
  void a_script_in_a_name_a_service_or_a_title_stays_text() throws Exception {
    graph.add("shop" + ATTACK, Profiles.stream(calling("f" + ATTACK)));
    graph.add("api", Profiles.stream(calling("<!--<script>")));
    String page = page("Everything" + ATTACK + "'\"&");
    assertTrue(
        new DrawnPage(page)
            .names()
            .containsAll(List.of("f" + ATTACK, "shop" + ATTACK, "<!--<script>")),
        "the reader sees the real names");
    assertTrue(
        page.contains(
            "<h1>Everything&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;&quot;&amp; ·"));
    assertOnlyTheTwoScripts(page);
  }

  /** A prefix of 28 characters is written as the character {@code <}, which no name has then. */
  @Test
  void a_script_that_the_shortening_of_names_would_make_stays_text() throws Exception {
    for (int length = 0; length < 96; length++) {
      String prefix = "a".repeat(length);
      graph.add("shop", Profiles.stream(calling(prefix + "!")));
      graph.add("shop", Profiles.stream(calling(prefix + "/script>x")));
      graph.add("shop", Profiles.stream(calling(prefix + "img src=x onerror=alert(1)>")));
    }
    String page = page("Everything");
    assertTrue(new DrawnPage(page).names().contains("a".repeat(28) + "/script>x"));
    assertOnlyTheTwoScripts(page);
  }

  @Test
  void line_breaks_quotes_and_directions_in_names_break_nothing() throws Exception {
    graph.add("shop", Profiles.stream(calling("a'b\\c\nd\re\u2028f\u202eg\"h")));
    assertTrue(
        new DrawnPage(page("Everything"))
            .names()
            .contains("a'b\\c\\u000Ad\\u000De\\u2028f\\u202Eg\"h"));
  }

  /** The hashes are of exactly what stands between the tags, as a browser computes them. */
  @Test
  void the_page_may_run_its_own_scripts_and_load_nothing() throws Exception {
    add("shop", "profefe-cpu.pb.gz");
    String page = page("Everything");
    var policy =
        Pattern.compile("<meta http-equiv='Content-Security-Policy' content=\"([^\"]*)\">")
            .matcher(page);
    assertTrue(policy.find());
    assertTrue(policy.start() < page.indexOf("<script>"));
    var hashes = new ArrayList<String>();
    for (String script : scripts(page)) {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      hashes.add("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
    }
    assertEquals(
        "default-src 'none'; script-src "
            + String.join(" ", hashes)
            + "; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
        policy.group(1));
    assertFalse(page.contains("src="));
    assertFalse(page.contains("url("));
  }

  @Test
  void a_stack_deeper_than_a_page_can_show_is_cut_at_its_leaf() throws Exception {
    var profile = calling("deep");
    for (int i = 0; i < 8000; i++) {
      profile.getSampleBuilder(0).addLocationId(1);
    }
    graph.add("shop", Profiles.stream(profile));
    assertTrue(page("Everything").contains("Array(1025)"));
  }

  @Test
  void without_a_profile_the_page_is_empty() throws Exception {
    assertEquals(List.of("all"), new DrawnPage(page("Nothing")).names());
  }

  private static Profile.Builder calling(String function) {
    var profile = Pprofs.small().setStringTable(4, function);
    profile.getFunctionBuilder(1).setSystemName(3); // else pprof takes it for C++, and cuts it
    profile.getSampleBuilder(0).setValue(0, 10);
    return profile;
  }

  private static void assertOnlyTheTwoScripts(String page) {
    assertEquals(2, new DrawnPage(page).count("<script"));
    assertEquals(2, new DrawnPage(page).count("</script"));
    assertEquals(0, new DrawnPage(page).count("<!--"));
    assertEquals(0, new DrawnPage(page).count("<img"));
  }

  private static List<String> scripts(String page) {
    var scripts = new ArrayList<String>();
    for (int at = page.indexOf("<script>"); at >= 0; at = page.indexOf("<script>", at + 1)) {
      scripts.add(page.substring(at + "<script>".length(), page.indexOf("</script>", at)));
    }
    return scripts;
  }

  private void add(String service, String file) throws Exception {
    try (var profile = Profiles.open(file)) {
      graph.add(service, profile);
    }
  }

  private String page(String title) throws Exception {
    var page = new ByteArrayOutputStream();
    graph.writeHtml(title, page);
    return page.toString(StandardCharsets.UTF_8);
  }
}
