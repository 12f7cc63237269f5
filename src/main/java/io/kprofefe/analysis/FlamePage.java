package io.kprofefe.analysis;

import io.kprofefe.profile.Untrusted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import one.convert.Arguments;

/**
 * The page that jfr-converter draws, made safe to open. It writes names into its script unescaped,
 * and shortens them so that a {@code <} can appear that is in no name (the length of a common
 * prefix is written as a character; seen with 4.5): so all of the list of names is escaped, after
 * it was drawn. And the page may run its own two scripts and no other, and load nothing.
 */
final class FlamePage {

  private static final String HEAD = "<meta charset='utf-8'>\n";
  private static final String NAMES = "\nconst cpool = [\n";
  private static final String NAMES_END = "\n];\nunpack(cpool);\n";
  private static final String ONE_SAMPLE = "'1 sample'";
  private static final String SAMPLES = "' samples'";
  private static final String LEGEND = "<dl class='frames'>\n";

  /** As jfr-converter's {@code getDiffColor} has them. */
  private static final String COLOURS =
      """
      \t<dt>What became of it</dt>
      \t<dd style='background-color: #ff6060'>Dearer in itself</dd>
      \t<dd style='background-color: #6060ff'>Cheaper in itself</dd>
      \t<dd style='background-color: #ffdd33'>New</dd>
      \t<dd style='background-color: #e0e0e0'>The same</dd>
      """;

  private static final Pattern SCRIPT = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL);

  /** A browser's canvas ends at 2047 rows of 16 pixels. */
  static final int DEEPEST = 1024;

  /** In percent: a tenth of a pixel on a wide screen, as flamegraph.pl leaves out. */
  private static final double NARROWEST = 0.005;

  private FlamePage() {}

  /** The width that can just be seen beside all. */
  static long narrowest(double total) {
    return (long) Math.ceil(total * NARROWEST / 100);
  }

  /**
   * A graph to fill.
   *
   * @param title as plain text; the sample type is added to it
   */
  static one.convert.FlameGraph empty(String title, Optional<SampleType> type) {
    var arguments = new Arguments();
    arguments.title =
        escaped(Untrusted.shown(type.map(chosen -> title + " · " + chosen).orElse(title)));
    arguments.minwidth = NARROWEST;
    arguments.inverted = true; // the root at the top, where a page opens
    return new one.convert.FlameGraph(arguments);
  }

  /** Draws it. Nothing from outside in it has a line break. */
  static byte[] of(one.convert.FlameGraph graph, Optional<SampleType> type) throws IOException {
    return page(drawn(graph), type).getBytes(StandardCharsets.UTF_8);
  }

  /** Draws a graph whose colours tell what became of each frame, and says so beside it. */
  static byte[] ofDiff(one.convert.FlameGraph graph, Optional<SampleType> type) throws IOException {
    String drawn = drawn(graph);
    int legend = after(drawn, LEGEND);
    String told =
        drawn.substring(0, legend) + COLOURS + drawn.substring(drawn.indexOf("</dl>", legend));
    return page(told, type).getBytes(StandardCharsets.UTF_8);
  }

  private static String drawn(one.convert.FlameGraph graph) throws IOException {
    var drawn = new ByteArrayOutputStream();
    graph.dump(drawn);
    return drawn.toString(StandardCharsets.UTF_8);
  }

  private static String page(String drawn, Optional<SampleType> type) {
    String unit = type.map(SampleType::unit).orElse("samples");
    int names = after(drawn, NAMES);
    int end = drawn.indexOf(NAMES_END, names);
    String page =
        withUnit(drawn.substring(0, names), unit)
            + drawn.substring(names, end).replace("<", "\\x3c")
            + drawn.substring(end);
    int head = after(page, HEAD);
    return page.substring(0, head) + policy(page) + page.substring(head);
  }

  /** Text for HTML. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&#39;")
        .replace("\"", "&quot;");
  }

  private static String withUnit(String page, String unit) {
    String safe = unit.replaceAll("[^A-Za-z0-9 _-]", "_");
    return page.replace(ONE_SAMPLE, "'1 " + safe + "'").replace(SAMPLES, "' " + safe + "'");
  }

  /** Styles stand in attributes all over the page, which no hash allows; they can load nothing. */
  private static String policy(String page) {
    return "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; "
        + ("script-src " + String.join(" ", hashes(page)) + "; ")
        + "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n";
  }

  private static List<String> hashes(String page) {
    var hashes = new ArrayList<String>();
    var script = SCRIPT.matcher(page);
    while (script.find()) {
      byte[] bytes = script.group(1).getBytes(StandardCharsets.UTF_8);
      hashes.add("'sha256-" + Base64.getEncoder().encodeToString(sha256().digest(bytes)) + "'");
    }
    return hashes;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  private static int after(String page, String marker) {
    int at = page.indexOf(marker);
    if (at < 0) {
      throw new IllegalStateException("jfr-converter's page has no " + marker.strip());
    }
    return at + marker.length();
  }
}
