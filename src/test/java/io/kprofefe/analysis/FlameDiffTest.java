package io.kprofefe.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.analysis.ProfileDiff.Side;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.testing.DrawnPage;
import io.kprofefe.testing.Pprofs;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FlameDiffTest {

  private static final String ATTACK = "</script><script>alert(1)</script>";

  private final ProfileDiff diff =
      new ProfileDiff(TopView.functions(Optional.empty()), Profiles.LIMITS, true);

  @Test
  void a_frame_tells_how_much_dearer_it_is_in_itself_or_that_it_is_new() throws Exception {
    add(Side.BEFORE, calling("same", 10));
    add(Side.AFTER, calling("same", 25));
    add(Side.AFTER, calling("added", 5));
    add(Side.BEFORE, calling("gone", 7));
    add(Side.BEFORE, calling("cheap", 9));
    add(Side.AFTER, calling("cheap", 3));
    List<String> drawn = frames(page("v1 and v2"));
    assertTrue(drawn.contains("same 25 +15"), drawn::toString);
    assertTrue(drawn.contains("added 5 new"), drawn::toString);
    assertTrue(drawn.contains("cheap 3 -6"), drawn::toString);
    assertTrue(drawn.contains("main.main 33 0"), drawn::toString);
    assertTrue(drawn.stream().noneMatch(frame -> frame.startsWith("gone")), drawn::toString);
  }

  @Test
  void before_is_measured_as_after_was() throws Exception {
    add(Side.BEFORE, calling("f", 10).setDurationNanos(1_000_000_000));
    add(Side.AFTER, calling("f", 30).setDurationNanos(3_000_000_000L));
    assertTrue(frames(page("twice")).contains("f 30 0"));
  }

  /** A new build may inline what another called. */
  @Test
  void a_call_that_is_inlined_on_one_side_is_the_same_call() throws Exception {
    add(Side.BEFORE, calling("f", 10));
    var inlined = calling("f", 10);
    inlined.setLocation(1, Pprofs.location(2, 2, 1)).getSampleBuilder(0).clearLocationId();
    inlined.getSampleBuilder(0).addLocationId(2);
    add(Side.AFTER, inlined);
    assertTrue(frames(page("inlined")).contains("f 10 0"));
  }

  @Test
  void the_legend_says_what_the_colours_mean() throws Exception {
    add(Side.BEFORE, calling("f", 10));
    add(Side.AFTER, calling("f", 10));
    String page = page("colours");
    assertTrue(page.contains("Dearer in itself"));
    assertFalse(page.contains("Frame types"));
    assertTrue(page.contains("<h1>colours · per second of profile · cpu/nanoseconds</h1>"), page);
  }

  @Test
  void a_script_in_a_name_or_a_title_stays_text() throws Exception {
    add(Side.BEFORE, calling("old" + ATTACK, 10));
    add(Side.AFTER, calling("f" + ATTACK, 10));
    add(Side.AFTER, calling("<!--<script>", 10));
    add(Side.AFTER, calling("a'b\\c\nd\u2028e\u202ef", 10));
    for (int length = 0; length < 96; length++) {
      add(Side.AFTER, calling("a".repeat(length) + "!", 10));
      add(Side.AFTER, calling("a".repeat(length) + "/script>x", 10));
    }
    String page = page("Everything" + ATTACK);
    assertEquals(2, new DrawnPage(page).count("<script"));
    assertEquals(2, new DrawnPage(page).count("</script"));
    assertEquals(0, new DrawnPage(page).count("<!--"));
    assertTrue(page.contains("Content-Security-Policy"));
    assertTrue(page.contains("<h1>Everything&lt;/script&gt;"));
    List<String> drawn = frames(page);
    assertTrue(drawn.contains("f" + ATTACK + " 10 new"), drawn::toString);
    assertTrue(drawn.contains("a'b\\c\\u000Ad\\u2028e\\u202Ef 10 new"), drawn::toString);
  }

  private void add(Side side, Profile.Builder profile) throws Exception {
    diff.add(side, Profiles.stream(profile));
  }

  private static Profile.Builder calling(String function, long value) {
    var profile = Pprofs.small().setStringTable(4, function).setDurationNanos(1);
    profile.getFunctionBuilder(1).setSystemName(3); // else pprof takes it for C++, and cuts it
    profile.getSampleBuilder(0).setValue(0, value);
    return profile;
  }

  private String page(String title) throws Exception {
    var page = new ByteArrayOutputStream();
    diff.writeHtml(title, diff.compared(Optional.empty()), page);
    return page.toString(StandardCharsets.UTF_8);
  }

  /** Each frame as {@code name width change}, as the page's script comes to it. */
  private static List<String> frames(String page) {
    List<String> names = new DrawnPage(page).names();
    var frames = new ArrayList<String>();
    String change = "0";
    long width = 0;
    String script = page.substring(page.indexOf("unpack(cpool);\n"));
    var statement =
        Pattern.compile("(?m)^(?:d=(U|-?\\d+)|([fun])\\(([\\d,]*)\\))$").matcher(script);
    while (statement.find()) {
      if (statement.group(1) != null) {
        change = statement.group(1);
        continue;
      }
      String[] numbers = statement.group(3).split(",", -1);
      int at = statement.group(2).equals("f") ? 3 : 1;
      width = numbers.length > at ? Long.parseLong(numbers[at]) : width;
      frames.add(names.get(Integer.parseInt(numbers[0]) >>> 3) + " " + width + " " + shown(change));
    }
    return frames;
  }

  private static String shown(String change) {
    if (change.equals("U")) {
      return "new";
    }
    return change.startsWith("-") || change.equals("0") ? change : "+" + change;
  }
}
