package io.kprofefe.profile;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a body that is no profile looks like, in words for a person. The body itself is never
 * quoted: it may hold secrets.
 */
final class LooksLike {

  private static final Map<String, String> BINARIES = new TreeMap<>();

  static {
    BINARIES.put("\u001f\u008b", "a gzip within a gzip");
    BINARIES.put("\u007fELF", "an ELF binary");
    BINARIES.put("PK\u0003\u0004", "a zip file");
    BINARIES.put("PK\u0005\u0006", "a zip file");
    BINARIES.put("(\u00b5/\u00fd", "a zstd file");
    BINARIES.put("\u00fd7zXZ", "an xz file");
    BINARIES.put("BZh", "a bzip2 file");
    BINARIES.put("\u0089PNG", "a picture");
    BINARIES.put("GIF8", "a picture");
    BINARIES.put("\u00ff\u00d8\u00ff", "a picture");
    BINARIES.put("%PDF-", "a PDF file");
    BINARIES.put("\u00ca\u00fe\u00ba\u00be", "a Java class");
    BINARIES.put("\0asm", "a WebAssembly module");
    BINARIES.put("FLR\0", "a Java flight recording");
    BINARIES.put("JAVA PROFILE", "a Java heap dump");
    BINARIES.put("PERFILE2", "a recording of Linux perf");
    BINARIES.put("\u0016\u0003", "a TLS record: is it served over https?");
    BINARIES.put("\0\0\0\0\0\0\0\0\u0003\0\0\0\0\0\0\0", "the old binary format of CPU profiles");
  }

  private static final Pattern TRACE = Pattern.compile("go 1\\.\\d+ trace\0[\\s\\S]*");

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
    if (head.length == 0) {
      return Optional.of("an empty body");
    }
    String bytes = new String(head, StandardCharsets.ISO_8859_1);
    if (TRACE.matcher(bytes).matches()) {
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
      return "Go's text format (debug=1); the collector needs debug=0";
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
