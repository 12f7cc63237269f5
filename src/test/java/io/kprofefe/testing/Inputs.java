package io.kprofefe.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.InvalidProtocolBufferException;
import io.kprofefe.profile.pprof.Profile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/** What fuzz targets share: inputs that a person can read and write, and what holds of any text. */
public final class Inputs {

  private Inputs() {}

  /**
   * The input as Java properties, so that a seed is lines such as {@code profefe.com/port=6060} and
   * can hold any character ({@code \}{@code u0000}); empty when it is no properties file.
   */
  public static Optional<SortedMap<String, String>> properties(byte[] input) {
    var properties = new Properties();
    try {
      properties.load(new InputStreamReader(new ByteArrayInputStream(input), UTF_8));
    } catch (IllegalArgumentException brokenEscape) {
      return Optional.empty();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    var all = new TreeMap<String, String>();
    properties.stringPropertyNames().forEach(key -> all.put(key, properties.getProperty(key)));
    return Optional.of(all);
  }

  /**
   * A sound profile as protobuf's own parser reads it; empty when a string in it is no UTF-8, which
   * that parser minds, and Go's pprof and ours do not.
   */
  public static Optional<Profile> parsed(byte[] profile) {
    try {
      return Optional.of(Profile.parseFrom(profile));
    } catch (InvalidProtocolBufferException notUtf8) {
      assertEquals("Protocol message had invalid UTF-8.", notUtf8.getMessage());
      return Optional.empty();
    }
  }

  /** Whether it has an UTF-8 form: no half of a surrogate pair stands alone. */
  public static boolean isUnicode(String text) {
    return UTF_8.newEncoder().canEncode(text);
  }

  /** A sentence for logs and terminals: one line, and nothing that a terminal would obey. */
  public static void assertFitToShow(String sentence) {
    assertEquals(
        0, sentence.chars().filter(Character::isISOControl).count(), "control character in it");
  }
}
