package io.kprofefe.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;

/**
 * An image as a registry of images would hold it.
 *
 * @param layout the folder of an OCI layout
 */
record BuiltImage(Path layout) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param name of an image of buildah's
   * @param folder to write to
   */
  static BuiltImage of(String name, Path folder) {
    Command.of("buildah", "push", "-q", "--format", "oci", name, "oci:" + folder + ":image")
        .run()
        .succeeded();
    return new BuiltImage(folder);
  }

  /** What a container of it begins with. */
  JsonNode config() {
    return json(blob(manifest().at("/config"))).at("/config");
  }

  /** Bytes to pull. */
  long compressed() {
    return layers().mapToLong(layer -> layer.at("/size").asLong()).sum();
  }

  /** Bytes on a node, the archives' own few among them. */
  long unpacked() {
    return layers().map(this::blob).mapToLong(BuiltImage::unpacked).sum();
  }

  /** Its files and folders, a line each as {@code tar -tv} has them. */
  List<String> files() {
    return layers()
        .map(this::blob)
        .flatMap(layer -> Command.of("tar", "-tvzf", layer.toString()).run().succeeded().lines())
        .toList();
  }

  private Stream<JsonNode> layers() {
    return StreamSupport.stream(manifest().at("/layers").spliterator(), false);
  }

  private JsonNode manifest() {
    return json(blob(json(layout.resolve("index.json")).at("/manifests/0")));
  }

  private Path blob(JsonNode descriptor) {
    String digest = descriptor.at("/digest").asText();
    return layout.resolve("blobs").resolve(digest.replace(':', '/'));
  }

  private static long unpacked(Path layer) {
    try (InputStream bytes = new GZIPInputStream(Files.newInputStream(layer))) {
      return bytes.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(Path file) {
    try {
      return JSON.readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
