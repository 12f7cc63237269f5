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

  /** Where a user has this repository. */
  private static final String OURS = "../kprofefe/";

  private static final String WITHOUT_ITS_NAMESPACE =
      """
        - target:
            kind: Namespace
          patch: |
            $patch: delete
            apiVersion: v1
            kind: Namespace
            metadata:
              name: any
      """;

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
    List<String> folders =
        components.stream().map(name -> OURS + "manifests/components/" + name).toList();
    return written(
        """
        namespace: any
        resources: [%s]
        components: %s
        patches:
        """
            .formatted(OURS + base, folders),
        namespace,
        folder);
  }

  /**
   * @param kustomization of a user, whose last part are patches, with our folders in {@link #OURS}
   *     and some namespace
   * @param folder where it is written
   */
  static Overlay written(String kustomization, TestNamespace namespace, Path folder) {
    try {
      Path real = folder.toRealPath();
      String ours = real.relativize(Path.of("").toRealPath()) + "/";
      Files.writeString(
          real.resolve("kustomization.yaml"),
          "nameSuffix: -%s\n".formatted(namespace.name())
              + kustomization
                  .replace(OURS, ours)
                  .replaceFirst("namespace: \\w+", "namespace: " + namespace.name())
              + WITHOUT_ITS_NAMESPACE);
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
