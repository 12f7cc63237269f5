package io.kprofefe.profile;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a body that is no profile looks like, in words for a person. The body itself is never
 * quoted: it may hold secrets.
 */
final class LooksLike {

  private static final Map<String, String> BINARIES =
      Map.ofEntries(
          Map.entry("\u001f\u008b", "a gzip file"),
          Map.entry("\u007fELF", "an ELF binary"),
          Map.entry("PK\u0003\u0004", "a zip file"),
          Map.entry("PK\u0005\u0006", "a zip file"),
          Map.entry("(\u00b5/\u00fd", "a zstd file"),
          Map.entry("\u00fd7zXZ", "an xz file"),
          Map.entry("BZh", "a bzip2 file"),
          Map.entry("\u0089PNG", "a picture"),
          Map.entry("GIF8", "a picture"),
          Map.entry("\u00ff\u00d8\u00ff", "a picture"),
          Map.entry("%PDF-", "a PDF file"),
          Map.entry("\u00ca\u00fe\u00ba\u00be", "a Java class"),
          Map.entry("\0asm", "a WebAssembly module"),
          Map.entry("FLR\0", "a Java flight recording"),
          Map.entry("JAVA PROFILE", "a Java heap dump"),
          Map.entry("PERFILE2", "a recording of Linux perf"),
          Map.entry(
              "\0\0\0\0\0\0\0\0\u0003\0\0\0\0\0\0\0", "the old binary format of CPU profiles"));

  /** 16 bytes, filled up with zeros. */
  private static final Pattern TRACE =
      Pattern.compile("go 1\\.(?:\\d trace\0{4}|\\d{2} trace\0{3}|\\d{3} trace\0{2})[\\s\\S]*");

  private static final Pattern GO_TEXT =
      Pattern.compile(
          "(?:heap|growth|fragmentation) ?profile: [\\s\\S]*"
              + "|[^\\n]{1,200} profile: total \\d[\\s\\S]*"
              + "|--- (?:mutex|contention|block|heapz|contentionz|threadz|growthz|Memory map)[\\s\\S]*"
              + "|cpu profile[\\s\\S]*"
              + "|goroutine \\d+ \\[[\\s\\S]*");

  private static final Pattern HTML =
      Pattern.compile("<(?:!doctype html|html|head|body|title|h1|p|pre)\\b[\\s\\S]*");

  private LooksLike() {}

  /** From the first bytes; empty when they look like nothing known, and may well be a protobuf. */
  static Optional<String> of(byte[] head) {
    String bytes = new String(head, StandardCharsets.ISO_8859_1);
    if (isTrace(head)) {
      return Optional.of("an execution trace");
    }
    if (bytes.startsWith("--") && bytes.contains("\r\nContent-Disposition:")) {
      return Optional.of("a multipart form");
    }
    return BINARIES.entrySet().stream()
        .filter(binary -> bytes.startsWith(binary.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .or(() -> text(head));
  }

  /** Whether these are the first bytes of an execution trace of Go, at least 16 of them. */
  static boolean isTrace(byte[] head) {
    return TRACE.matcher(new String(head, StandardCharsets.ISO_8859_1)).matches();
  }

  private static Optional<String> text(byte[] head) {
    String text = new String(head, StandardCharsets.UTF_8);
    String start = withoutByteOrderMark(text).stripLeading().toLowerCase(Locale.ROOT);
    if (start.isEmpty() || !isText(text)) {
      return Optional.empty();
    }
    return Optional.of(kindOfText(start));
  }

  private static String kindOfText(String start) {
    if (HTML.matcher(start).matches()) {
      return "an HTML page";
    }
    if (GO_TEXT.matcher(start).matches()) {
      return "Go's text format (debug=1)";
    }
    if (start.startsWith("<")) {
      return "XML";
    }
    if (start.startsWith("{") || start.startsWith("[")) {
      return "JSON";
    }
    if (start.startsWith("# help") || start.startsWith("# type")) {
      return "Prometheus metrics";
    }
    if (start.startsWith("http/1.")) {
      return "an HTTP answer";
    }
    return "plain text";
  }

  private static String withoutByteOrderMark(String text) {
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  /** Valid UTF-8 up to the cut, with no control characters but those of text. */
  private static boolean isText(String text) {
    int broken = text.indexOf('\ufffd');
    return (broken < 0 || broken >= text.length() - 3)
        && text.chars().noneMatch(LooksLike::isBinary);
  }

  private static boolean isBinary(int character) {
    return switch (character) {
      case '\t', '\n', '\r', '\f', 0x1b -> false;
      default -> Character.isISOControl(character);
    };
  }
}
