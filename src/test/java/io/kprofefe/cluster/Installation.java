package io.kprofefe.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a user would write over an overlay of ours to have it on the tests' node: the images that
 * are there, a namespace, and settings.
 *
 * @param overlay its name
 * @param components ours, by their names
 * @param patches of a kustomization, each a list item
 */
record Installation(RealNode node, String overlay, List<String> components, List<String> patches) {

  static Installation of(RealNode node, String overlay) {
    return new Installation(node, overlay, List.of(), List.of());
  }

  Installation with(String... more) {
    return new Installation(node, overlay, both(components, List.of(more)), patches);
  }

  /** Of the job's ConfigMap. */
  Installation setting(String name, String value) {
    return patched(
        """
          - target: {kind: ConfigMap, labelSelector: app.kubernetes.io/component=collector}
            patch: |
              apiVersion: v1
              kind: ConfigMap
              metadata: {name: any}
              data: {%s: "%s"}
        """
            .formatted(name, value));
  }

  /** By an item of {@code patches}, indented by two. */
  Installation patched(String item) {
    return new Installation(node, overlay, components, both(patches, List.of(item)));
  }

  /** Applies it in a new namespace, where {@code restricted} Pod Security is enforced. */
  Installed apply() {
    TestNamespace namespace = node.cluster().namespace(overlay);
    namespace.restrict();
    return applyIn(namespace);
  }

  /** Applies it in a namespace that is there. */
  Installed applyIn(TestNamespace namespace) {
    Path folder = written(namespace);
    var applied = node.cluster().kubectl("apply", "-k", folder.toString()).run();
    var installed = new Installed(node.cluster(), namespace, folder);
    if (applied.code() != 0 || !applied.errors().isEmpty()) {
      installed.close();
      throw new AssertionError(applied.errors());
    }
    return installed;
  }

  private Path written(TestNamespace namespace) {
    try {
      Path folder = Files.createTempDirectory(Path.of("/tmp"), "installed-").toRealPath();
      Path ours = folder.relativize(Path.of("").toRealPath());
      Files.writeString(
          folder.resolve("kustomization.yaml"),
          kustomization(namespace, ours) + String.join("", patches));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String kustomization(TestNamespace namespace, Path ours) {
    List<String> folders =
        components.stream().map(name -> ours + "/manifests/components/" + name).toList();
    return """
    namespace: %s
    resources: [%s/manifests/overlays/%s]
    components: %s
    images:
      - {name: kprofefe, newName: localhost/kprofefe, newTag: test}
      - {name: docker.io/prom/pushgateway, newName: localhost/pushgateway, newTag: test}
    # Of these there is one in a cluster, and other tests have theirs.
    transformers:
      - |
        apiVersion: builtin
        kind: PrefixSuffixTransformer
        metadata: {name: any}
        suffix: -%1$s
        fieldSpecs:
          - {path: metadata/name, kind: ClusterRole}
          - {path: metadata/name, kind: ClusterRoleBinding}
      # Of one overlay, rights in a namespace that is not its own: they are given there, and to who is here.
      - |
        apiVersion: builtin
        kind: PatchTransformer
        metadata: {name: there}
        target: {kind: Role.*, name: kprofefe-control-plane}
        patch: '[{"op": "replace", "path": "/metadata/namespace", "value": "kube-system"}]'
      - |
        apiVersion: builtin
        kind: PatchTransformer
        metadata: {name: to-who-is-here}
        target: {kind: RoleBinding, name: kprofefe-control-plane}
        patch: '[{"op": "replace", "path": "/subjects/0/namespace", "value": "%1$s"}]'
    patches:
      # A test starts its runs itself; a tick in between would be one more.
      - target: {kind: CronJob}
        patch: |
          - {op: add, path: /spec/suspend, value: true}
      - target: {kind: Namespace}
        patch: |
          $patch: delete
          apiVersion: v1
          kind: Namespace
          metadata: {name: any}
    """
        .formatted(namespace.name(), ours, overlay, folders);
  }

  static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> List<T> both(List<T> some, List<T> more) {
    var both = new ArrayList<>(some);
    both.addAll(more);
    return List.copyOf(both);
  }
}
