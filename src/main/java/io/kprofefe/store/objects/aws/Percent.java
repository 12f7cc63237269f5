package io.kprofefe.store.objects.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * Text in a URL as Amazon writes it, which is also what is signed: all but letters, digits and
 * {@code -._~} stands as {@code %} and two hex digits a UTF-8 byte.
 */
public final class Percent {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Percent() {}

  /** One part of a path, or a part of a query. */
  public static String encoded(String text) {
    var encoded = new StringBuilder(text.length());
    for (byte each : text.getBytes(UTF_8)) {
      if (isUnreserved(each)) {
        encoded.append((char) each);
      } else {
        encoded.append('%').append(HEX.toHexDigits(each));
      }
    }
    return encoded.toString();
  }

  /** A path, whose slashes stay. */
  public static String path(String path) {
    return Arrays.stream(path.split("/", -1))
        .map(Percent::encoded)
        .collect(Collectors.joining("/"));
  }

  private static boolean isUnreserved(byte each) {
    return (each >= 'A' && each <= 'Z')
        || (each >= 'a' && each <= 'z')
        || (each >= '0' && each <= '9')
        || each == '-'
        || each == '.'
        || each == '_'
        || each == '~';
  }
}
