package io.kprofefe.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What recorded texts leave open: {@code <id:N>} is some string, the same N everywhere the same and
 * another N another; {@code <any>} is any, {@code <any?>} any or none.
 */
final class Placeholders {

  private static final Pattern PLACEHOLDER = Pattern.compile("<id:\\d+>|<any\\??>");

  private final Map<String, String> ids = new HashMap<>();

  /** The text with the ids that were answered so far. */
  String fill(String text) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(found -> {
          String id = ids.get(found.group());
          assertTrue(id != null, () -> found.group() + " was never answered");
          return Matcher.quoteReplacement(id);
        });
  }

  void match(JsonNode want, JsonNode got, String where) {
    assertEquals(want.getNodeType(), got.getNodeType(), where);
    if (want.isTextual()) {
      match(want.textValue(), got.textValue(), where);
    } else if (want.isArray()) {
      assertEquals(want.size(), got.size(), () -> where + " has another length: " + got);
      for (int i = 0; i < want.size(); i++) {
        match(want.get(i), got.get(i), where + "[" + i + "]");
      }
    } else if (want.isObject()) {
      assertEquals(names(want), names(got), where);
      want.properties()
          .forEach(field ->
              match(field.getValue(), got.get(field.getKey()), where + "." + field.getKey()));
    } else {
      assertEquals(want, got, where);
    }
  }

  void match(String want, String got, String where) {
    var fresh = new LinkedHashMap<String, String>();
    Matcher match = Pattern.compile(pattern(want, fresh), Pattern.DOTALL).matcher(got);
    assertTrue(match.matches(), () -> where + ": want " + want + ", got " + got);
    fresh.forEach((placeholder, group) -> {
      String value = match.group(group);
      assertFalse(ids.containsValue(value), () -> where + ": " + value + " is not new");
      ids.put(placeholder, value);
    });
  }

  private String pattern(String want, Map<String, String> fresh) {
    var pattern = new StringBuilder();
    int end = 0;
    Matcher placeholder = PLACEHOLDER.matcher(want);
    while (placeholder.find()) {
      pattern.append(Pattern.quote(want.substring(end, placeholder.start())));
      pattern.append(pattern(placeholder.group(), fresh, "n" + fresh.size()));
      end = placeholder.end();
    }
    return pattern.append(Pattern.quote(want.substring(end))).toString();
  }

  private String pattern(String placeholder, Map<String, String> fresh, String group) {
    return switch (placeholder) {
      case "<any>" -> ".+";
      case "<any?>" -> ".*";
      default -> {
        if (ids.containsKey(placeholder)) {
          yield Pattern.quote(ids.get(placeholder));
        }
        String known = fresh.putIfAbsent(placeholder, group);
        yield known == null ? "(?<" + group + ">.+)" : "\\k<" + known + ">";
      }
    };
  }

  private static Set<String> names(JsonNode object) {
    var names = new TreeSet<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
