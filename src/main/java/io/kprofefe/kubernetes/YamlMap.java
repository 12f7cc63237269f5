package io.kprofefe.kubernetes;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A mapping in YAML, whose values are asked for by name and by what they have to be. */
record YamlMap(Map<?, ?> values) {

  /** Not what was asked for. */
  static final class WrongKind extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WrongKind(Object value, String wanted) {
      super("a " + value.getClass().getSimpleName() + " is no " + wanted);
    }
  }

  /**
   * The first document of a file; empty for one that says nothing.
   *
   * @throws WrongKind when it is no mapping
   * @throws org.snakeyaml.engine.v2.exceptions.YamlEngineException when it is no YAML
   */
  static YamlMap of(byte[] file) {
    var load = new Load(LoadSettings.builder().build());
    for (Object document : load.loadAllFromInputStream(new ByteArrayInputStream(file))) {
      return document == null ? new YamlMap(Map.of()) : map(document);
    }
    return new YamlMap(Map.of());
  }

  /** A scalar as text, whatever YAML takes it for. */
  @Nullable String text(String name) {
    Object value = values.get(name);
    return value == null ? null : text(value);
  }

  @Nullable Boolean flag(String name) {
    String text = text(name);
    return text == null ? null : Boolean.valueOf(text);
  }

  /** Empty where there is none. */
  List<String> texts(String name) {
    return list(name).stream().map(YamlMap::text).toList();
  }

  @Nullable YamlMap map(String name) {
    Object value = values.get(name);
    return value == null ? null : map(value);
  }

  /** Empty where there is none. */
  List<YamlMap> maps(String name) {
    return list(name).stream().map(YamlMap::map).toList();
  }

  /** All of it, in its order. */
  Map<String, String> texts() {
    var texts = new LinkedHashMap<String, String>();
    values.forEach((name, value) -> texts.put(text(name), text(value)));
    return texts;
  }

  private List<Object> list(String name) {
    return switch (values.get(name)) {
      case null -> List.of();
      case List<?> list -> new ArrayList<>(list);
      case Object other -> throw new WrongKind(other, "list");
    };
  }

  private static YamlMap map(Object value) {
    if (value instanceof Map<?, ?> map) {
      return new YamlMap(map);
    }
    throw new WrongKind(value, "mapping");
  }

  private static String text(Object value) {
    if (value instanceof Map || value instanceof List) {
      throw new WrongKind(value, "text");
    }
    return value.toString();
  }
}
