package io.kprofefe.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a user would write over a folder of ours, to have it in a namespace of his own and under
 * names of his own.
 *
 * @param folder of its {@code kustomization.yaml}
 */
record Overlay(Path folder) {

  /**
   * @param folder where it is written
   * @param base ours, such as {@code rbac/namespaced}
   */
  static Overlay of(String base, TestNamespace namespace, Path folder) {
    try {
      Path real = folder.toRealPath();
      Files.writeString(
          real.resolve("kustomization.yaml"),
          """
          apiVersion: kustomize.config.k8s.io/v1beta1
          kind: Kustomization
          namespace: %s
          nameSuffix: -%1$s
          resources: [%s]
          """
              .formatted(namespace.name(), real.relativize(Path.of(base).toRealPath())));
      return new Overlay(real);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name that an object of ours has there. */
  static String renamed(String name, TestNamespace namespace) {
    return name + "-" + namespace.name();
  }
}
