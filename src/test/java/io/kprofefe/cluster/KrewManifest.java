package io.kprofefe.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A plugin's manifest as krew reads it, and what krew would complain of: the rules of
 * internal/index/validation/validate.go in sigs.k8s.io/krew, and that nothing stands there which
 * krew does not know.
 */
record KrewManifest(JsonNode yaml) {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** MAJOR.MINOR.PATCH behind a v, and a pre-release (semver.org). */
  private static final String VERSION =
      "v(0|[1-9]\\d*)[.](0|[1-9]\\d*)[.](0|[1-9]\\d*)(-[0-9A-Za-z-]+([.][0-9A-Za-z-]+)*)?";

  /** One archive. */
  record Platform(JsonNode yaml) {

    String uri() {
      return yaml.path("uri").asText();
    }

    String sha256() {
      return yaml.path("sha256").asText();
    }

    /** The program, seen from where the archive is unpacked. */
    String bin() {
      return yaml.path("bin").asText();
    }
  }

  static KrewManifest read(Path file) throws IOException {
    return new KrewManifest(YAML.readTree(file.toFile()));
  }

  String name() {
    return yaml.at("/metadata/name").asText();
  }

  List<Platform> platforms() {
    var platforms = new ArrayList<Platform>();
    yaml.at("/spec/platforms").forEach(one -> platforms.add(new Platform(one)));
    return platforms;
  }

  List<String> complaints() {
    var all = new ArrayList<String>();
    JsonNode spec = yaml.path("spec");
    unknown(yaml, Set.of("apiVersion", "kind", "metadata", "spec"), all);
    unknown(
        spec,
        Set.of("version", "shortDescription", "description", "caveats", "homepage", "platforms"),
        all);
    wants("apiVersion", yaml, "krew\\.googlecontainertools\\.github\\.com/v1alpha2", all);
    wants("kind", yaml, "Plugin", all);
    wants("name", yaml.path("metadata"), "[\\w-]+", all);
    wants("shortDescription", spec, "[^\\r\\n]+", all);
    wants("version", spec, VERSION, all);
    wants("homepage", spec, "https://.+", all);
    if (platforms().isEmpty()) {
      all.add("no platforms");
    }
    platforms().forEach(platform -> complaints(platform.yaml(), all));
    return all;
  }

  private static void complaints(JsonNode platform, List<String> all) {
    unknown(platform, Set.of("selector", "uri", "sha256", "bin", "files"), all);
    wants("uri", platform, "https://.+", all);
    wants("sha256", platform, "[a-f0-9]{64}", all);
    wants("bin", platform, "[^/].*", all);
    JsonNode selector = platform.path("selector");
    unknown(selector, Set.of("matchLabels", "matchExpressions"), all);
    unknown(selector.path("matchLabels"), Set.of("os", "arch"), all);
    if (selector.path("matchLabels").isEmpty() && selector.path("matchExpressions").isEmpty()) {
      all.add("a selector without conditions");
    }
    selector
        .path("matchExpressions")
        .forEach(one -> {
          wants("key", one, "os|arch", all);
          wants("operator", one, "In|NotIn|Exists|DoesNotExist", all);
        });
  }

  private static void wants(String field, JsonNode node, String pattern, List<String> all) {
    if (!node.path(field).asText().matches(pattern)) {
      all.add(field + " is " + node.path(field));
    }
  }

  private static void unknown(JsonNode node, Set<String> known, List<String> all) {
    node.fieldNames()
        .forEachRemaining(name -> {
          if (!known.contains(name)) {
            all.add("unknown: " + name);
          }
        });
  }
}
