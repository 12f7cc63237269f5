package io.kprofefe.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a user would write over a folder of ours, to have it in a namespace of his own, which is
 * there already, and under names of his own.
 *
 * @param folder of its {@code kustomization.yaml}
 */
record Overlay(Path folder) {

  /**
   * @param base ours, such as {@code rbac/namespaced}
   * @param folder where it is written
   */
  static Overlay of(String base, TestNamespace namespace, Path folder) {
    return of(base, List.of(), namespace, folder);
  }

  /**
   * @param base ours, such as {@code manifests/overlays/cluster-wide}
   * @param components ours, by their names
   * @param folder where it is written
   */
  static Overlay of(String base, List<String> components, TestNamespace namespace, Path folder) {
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
          components: %s
          patches:
            - target:
                kind: Namespace
              patch: |
                $patch: delete
                apiVersion: v1
                kind: Namespace
                metadata:
                  name: any
          """
              .formatted(
                  namespace.name(),
                  from(real, base),
                  components.stream()
                      .map(name -> from(real, "manifests/components/" + name))
                      .toList()));
      return new Overlay(real);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name that an object of ours has there. */
  static String renamed(String name, TestNamespace namespace) {
    return name + "-" + namespace.name();
  }

  private static Path from(Path folder, String ours) {
    return folder.relativize(Path.of(ours).toAbsolutePath());
  }
}
