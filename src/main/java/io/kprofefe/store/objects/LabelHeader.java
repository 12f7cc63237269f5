package io.kprofefe.store.objects;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * Labels as the value of one header, {@code x-amz-meta-labels}: {@code k=v,k=v}, where all but
 * plain ASCII stands as {@code %} and two hex digits a UTF-8 byte. One header, for the names of
 * headers have no case and no slashes, and label keys do.
 */
final class LabelHeader {

  static final String NAME = "x-amz-meta-labels";

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final String PLAIN = "-._~/:@";

  private LabelHeader() {}

  static String of(Labels labels) {
    return labels.stream()
        .map(label -> escaped(label.key()) + "=" + escaped(label.value()))
        .collect(Collectors.joining(","));
  }

  /** The labels that it holds; of what others have written, as much as can be understood. */
  static Labels read(String header) {
    var labels = new ArrayList<Label>();
    for (String pair : header.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        labels.add(
            new Label(unescaped(pair.substring(0, equals)), unescaped(pair.substring(equals + 1))));
      }
    }
    return new Labels(labels);
  }

  private static String escaped(String text) {
    var escaped = new StringBuilder(text.length());
    for (byte each : text.getBytes(UTF_8)) {
      if (isPlain(each)) {
        escaped.append((char) each);
      } else {
        escaped.append('%').append(HEX.toHexDigits(each));
      }
    }
    return escaped.toString();
  }

  private static String unescaped(String text) {
    var bytes = new ByteArrayOutputStream(text.length());
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) == '%' && isHex(text, at + 1) && isHex(text, at + 2)) {
        bytes.write(HexFormat.fromHexDigits(text, at + 1, at + 3));
        at += 2;
      } else {
        bytes.writeBytes(text.substring(at, at + 1).getBytes(UTF_8));
      }
    }
    return bytes.toString(UTF_8);
  }

  private static boolean isHex(String text, int at) {
    return at < text.length() && HexFormat.isHexDigit(text.charAt(at));
  }

  private static boolean isPlain(byte each) {
    return (each >= 'A' && each <= 'Z')
        || (each >= 'a' && each <= 'z')
        || (each >= '0' && each <= '9')
        || PLAIN.indexOf(each) >= 0;
  }
}
