package io.kprofefe.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Somebody who does what the README says, in a shell, on the node. Overlays are applied with the
 * images that are there; all else is as it stands.
 *
 * @param folder where he is
 */
record Reader(RealNode node, Path folder) {

  private static final String OVERLAYS = "manifests/overlays/";

  /** A command that must succeed; what it said. */
  String does(String line) {
    return Command.of("bash", "-c", "cd \"$1\" && " + withImages(line), "bash", folder.toString())
        .with("KUBECONFIG", node.cluster().kubeconfig().toString())
        .with("PATH", node.cluster().path())
        .run()
        .succeeded();
  }

  private String withImages(String line) {
    int at = line.indexOf(OVERLAYS);
    return at < 0 ? line : line.substring(0, at) + overlay(line.substring(at + OVERLAYS.length()));
  }

  private String overlay(String name) {
    try {
      Path ours = folder.toRealPath().relativize(Path.of(OVERLAYS + name).toRealPath());
      Path own = Files.createDirectories(folder.resolve(name));
      Files.writeString(
          own.resolve("kustomization.yaml"),
          """
          resources: [%s]
          images:
            - {name: kprofefe, newName: localhost/kprofefe, newTag: test}
            - {name: docker.io/prom/pushgateway, newName: localhost/pushgateway, newTag: test}
          """
              .formatted(Path.of("..").resolve(ours)));
      return name;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
