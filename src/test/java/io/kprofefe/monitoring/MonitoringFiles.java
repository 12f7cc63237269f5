package io.kprofefe.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files of {@code manifests/monitoring}. */
public final class MonitoringFiles {

  private static final ObjectMapper JSON = new ObjectMapper();

  private MonitoringFiles() {}

  public static Path path(String name) {
    return Path.of("manifests/monitoring", name);
  }

  public static String text(String name) {
    try {
      return Files.readString(path(name));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** A YAML file, or a JSON one, which is YAML as well. */
  static JsonNode tree(String name) {
    return JSON.valueToTree(
        new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(text(name)));
  }

  static Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
