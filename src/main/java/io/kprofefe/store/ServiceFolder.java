package io.kprofefe.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A service's name as the name of a folder: what is outside {@code [A-Za-z0-9.-]} stands as {@code
 * _} and two hex digits a UTF-8 byte. One name has one folder, and one folder one name.
 */
public final class ServiceFolder {

  /**
   * Never {@code .} or {@code ..}: their dots are escaped. Matching takes stack with each
   * character, so what is longer than {@link #LONGEST} is not to be matched.
   */
  static final String PATTERN = "(?!\\.\\.?(?:/|$))(?:[A-Za-z0-9.-]|_[0-9a-f]{2})+";

  private static final Pattern FOLDER = Pattern.compile(PATTERN);
  private static final Pattern ESCAPED = Pattern.compile("_([0-9a-f]{2})");
  private static final HexFormat HEX = HexFormat.of();

  /** What file systems allow for one name, in bytes; an escaped name is ASCII. */
  static final int LONGEST = 255;

  private ServiceFolder() {}

  /**
   * The folder of this service; empty when no folder can stand for it: no name, too long, no
   * Unicode.
   */
  public static Optional<String> of(String service) {
    byte[] name = service.getBytes(UTF_8);
    String folder = escaped(name);
    return folder.isEmpty() || folder.length() > LONGEST || !new String(name, UTF_8).equals(service)
        ? Optional.empty()
        : Optional.of(folder);
  }

  /** The service whose folder this is; empty when it is none that we would have made. */
  public static Optional<String> service(String folder) {
    if (folder.length() > LONGEST || !FOLDER.matcher(folder).matches()) {
      return Optional.empty();
    }
    String bytes =
        ESCAPED
            .matcher(folder)
            .replaceAll(escape ->
                Matcher.quoteReplacement(
                    Character.toString(HexFormat.fromHexDigits(escape.group(1)))));
    String service = new String(bytes.getBytes(ISO_8859_1), UTF_8);
    return escaped(service.getBytes(UTF_8)).equals(folder)
        ? Optional.of(service)
        : Optional.empty();
  }

  /**
   * As a part of a file's name, escaped in the same way.
   *
   * @param longest what comes later is left out
   */
  static String escaped(String text, int longest) {
    var part = new StringBuilder();
    for (byte each : text.getBytes(UTF_8)) {
      String piece = isPlain(each) ? Character.toString(each) : escaped(each);
      if (part.length() + piece.length() > longest) {
        break;
      }
      part.append(piece);
    }
    return part.toString();
  }

  private static String escaped(byte[] service) {
    boolean dots = isDots(service);
    var folder = new StringBuilder(service.length);
    for (byte each : service) {
      if (isPlain(each) && !dots) {
        folder.append((char) each);
      } else {
        folder.append(escaped(each));
      }
    }
    return folder.toString();
  }

  private static String escaped(byte each) {
    return "_" + HEX.toHexDigits(each);
  }

  /** The names that a path reads as "here" and "above". */
  private static boolean isDots(byte[] service) {
    return Arrays.equals(service, new byte[] {'.'})
        || Arrays.equals(service, new byte[] {'.', '.'});
  }

  private static boolean isPlain(byte each) {
    return (each >= 'A' && each <= 'Z')
        || (each >= 'a' && each <= 'z')
        || (each >= '0' && each <= '9')
        || each == '.'
        || each == '-';
  }
}
