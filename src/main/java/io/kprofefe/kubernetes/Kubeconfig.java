package io.kprofefe.kubernetes;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The kubeconfig files that apply, the first first. fabric8 merges them; a name that none of them
 * knows, which it would pass over in silence, is told here, as kubectl does.
 */
record Kubeconfig(String where, List<Config> files) {

  /** How one says "no kubeconfig"; it is no regular file. */
  private static final Path NOTHING = Path.of("/dev/null");

  /** The kubeconfig named by flag or environment, or at its usual place, if one is there. */
  static Optional<Kubeconfig> find(Optional<Path> flag, Surroundings surroundings)
      throws ClusterAccessException {
    if (flag.isPresent()) {
      return Optional.of(read(List.of(flag.get())));
    }
    Optional<String> variable = surroundings.variable("KUBECONFIG");
    if (variable.isPresent()) {
      return Optional.of(read(existing(variable.get())));
    }
    Path usual = surroundings.usualKubeconfig();
    return Files.isRegularFile(usual) ? Optional.of(read(List.of(usual))) : Optional.empty();
  }

  /** As kubectl: of several files, those that are missing do not matter. */
  private static List<Path> existing(String variable) throws ClusterAccessException {
    List<Path> files =
        Arrays.stream(variable.split(File.pathSeparator))
            .filter(name -> !name.isEmpty())
            .map(Path::of)
            .filter(Kubeconfig::isFile)
            .toList();
    if (files.isEmpty()) {
      throw new ClusterAccessException("KUBECONFIG names " + variable + ": no such file");
    }
    return files;
  }

  private static Kubeconfig read(List<Path> files) throws ClusterAccessException {
    var configs = new ArrayList<Config>();
    for (Path file : files) {
      configs.add(read(file));
    }
    return new Kubeconfig(files.stream().map(Path::toString).collect(joining(", ")), configs);
  }

  private static Config read(Path file) throws ClusterAccessException {
    if (!isFile(file)) {
      throw new ClusterAccessException("no kubeconfig at " + file + ": no such file");
    }
    try {
      return KubeconfigFile.read(file);
    } catch (IOException e) {
      throw new ClusterAccessException("cannot read the kubeconfig " + file, e);
    } catch (YamlMap.WrongKind | YamlEngineException e) {
      throw new ClusterAccessException(file + " is not a kubeconfig: it cannot be parsed", e);
    }
  }

  private static boolean isFile(Path file) {
    return Files.isRegularFile(file) || file.equals(NOTHING);
  }

  /** Whether it says nothing at all: then it is as if there were none, as for kubectl. */
  boolean isEmpty() {
    return currentContext().isEmpty()
        && contexts().isEmpty()
        && clusters().isEmpty()
        && users().isEmpty();
  }

  /**
   * The context to use: the named or the current one, with the named cluster and user in place of
   * its own. Empty when no file has a current one and none is named.
   */
  Context context(ClusterAccess access) throws ClusterAccessException {
    Optional<String> name = access.context().or(this::currentContext);
    Context context = new Context();
    if (name.isPresent()) {
      Context found = known("context", name.get(), contexts());
      context.setCluster(found.getCluster());
      context.setUser(found.getUser());
      context.setNamespace(found.getNamespace());
    }
    access.cluster().ifPresent(context::setCluster);
    access.user().ifPresent(context::setUser);
    return context;
  }

  private Optional<String> currentContext() {
    return files.stream().map(Config::getCurrentContext).filter(Kubeconfig::given).findFirst();
  }

  /** The cluster of this name; none for a context without one. */
  Optional<Cluster> cluster(Context context) throws ClusterAccessException {
    return given(context.getCluster())
        ? Optional.of(known("cluster", context.getCluster(), clusters()))
        : Optional.empty();
  }

  /** The user of this name; none for a context without one. */
  Optional<AuthInfo> user(Context context) throws ClusterAccessException {
    return given(context.getUser())
        ? Optional.of(known("user", context.getUser(), users()))
        : Optional.empty();
  }

  /** What fabric8 makes of this context; would run the user's exec plugin. */
  io.fabric8.kubernetes.client.Config merged(Context context) throws ClusterAccessException {
    var chosen = new Config();
    chosen.setContexts(List.of(new NamedContext(context, "chosen")));
    Config[] all = Stream.concat(Stream.of(chosen), files.stream()).toArray(Config[]::new);
    var merged = io.fabric8.kubernetes.client.Config.empty();
    try {
      KubeConfigUtils.merge(merged, "chosen", all);
    } catch (KubernetesClientException e) {
      throw new ClusterAccessException(
          "the user " + context.getUser() + " of " + where + " cannot be used: " + e.getMessage(),
          e);
    }
    return merged;
  }

  KubeconfigNames names() {
    return new KubeconfigNames(
        contexts().stream().map(Named::name).toList(),
        clusters().stream().map(Named::name).toList(),
        users().stream().map(Named::name).toList());
  }

  private record Named<T>(String name, T content) {}

  private List<Named<Context>> contexts() {
    return named(Config::getContexts, NamedContext::getName, NamedContext::getContext);
  }

  private List<Named<Cluster>> clusters() {
    return named(Config::getClusters, NamedCluster::getName, NamedCluster::getCluster);
  }

  private List<Named<AuthInfo>> users() {
    return named(Config::getUsers, NamedAuthInfo::getName, NamedAuthInfo::getUser);
  }

  /** Of all files in their order; entries without a name or content do not count. */
  private <E, T> List<Named<T>> named(
      Function<Config, List<E>> entries,
      Function<E, @Nullable String> name,
      Function<E, @Nullable T> content) {
    var named = new ArrayList<Named<T>>();
    for (Config file : files) {
      for (E entry : entries.apply(file)) {
        String called = name.apply(entry);
        T said = content.apply(entry);
        if (called != null && said != null) {
          named.add(new Named<>(called, said));
        }
      }
    }
    return named;
  }

  private <T> T known(String kind, String name, List<Named<T>> all) throws ClusterAccessException {
    for (Named<T> one : all) {
      if (one.name().equals(name)) {
        return one.content();
      }
    }
    String others = all.stream().map(Named::name).distinct().limit(10).collect(joining(", "));
    throw new ClusterAccessException(
        "no %s \"%s\" in %s; it has %s"
            .formatted(kind, name, where, others.isEmpty() ? "none" : others));
  }

  private static boolean given(@Nullable String text) {
    return text != null && !text.isEmpty();
  }
}
