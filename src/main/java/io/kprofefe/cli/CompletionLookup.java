package io.kprofefe.cli;

import io.kprofefe.cli.option.Arguments;
import io.kprofefe.cli.option.ClusterOptions;
import io.kprofefe.cli.option.PodOptions;
import io.kprofefe.cli.option.ReadOptions;
import io.kprofefe.cli.option.StoreOptions;
import io.kprofefe.cli.option.Suggestion.Found;
import io.kprofefe.cli.option.UsageException;
import io.kprofefe.kubernetes.Cluster;
import io.kprofefe.kubernetes.KubeconfigNames;
import io.kprofefe.kubernetes.PodSelection;
import io.kprofefe.print.Age;
import io.kprofefe.profile.StoredKind;
import io.kprofefe.profile.Untrusted;
import io.kprofefe.store.ProfileStore;
import io.kprofefe.store.StoredProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * What a line that is being written can be completed with, as the kubeconfig, the API server and
 * the store know it that the line itself names.
 *
 * @param arguments what the line says until now
 * @param text what the word begins with that is being written
 * @param longest that it may take
 */
record CompletionLookup(Arguments arguments, String text, Duration longest) {

  /** Somebody waits with the finger on the key. */
  static final Duration USUALLY_LONGEST = Duration.ofSeconds(2);

  /** Of each service; more would fill the screen. */
  private static final int NEWEST = 50;

  /**
   * A shell takes what it is given as it is written, and kubectl's own completion puts nothing in
   * quotes: a name that is more than a name to a shell or a terminal is not offered.
   */
  private static final Pattern HARMLESS =
      Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}._/:@%+=,~-]*");

  /** In the order in which they are to be shown; none when that cannot be told, or not in time. */
  List<CompletionCandidate> find(Found things) {
    return switch (things) {
      case CONTEXT -> found(() -> named(kubeconfig().contexts()));
      case CLUSTER -> found(() -> named(kubeconfig().clusters()));
      case USER -> found(() -> named(kubeconfig().users()));
      case NAMESPACE -> found(() -> named(namespaces()));
      case POD -> found(() -> named(pods()));
      case SERVICE -> found(() -> named(store().services()));
      case PROFILE -> found(this::profiles);
      case NOTHING, FILE, DIRECTORY, COMMAND -> List.of();
    };
  }

  /** Who is completing a line wants no complaint about it: what fails finds nothing. */
  private List<CompletionCandidate> found(Callable<List<CompletionCandidate>> search) {
    var task = new FutureTask<>(search);
    Thread.ofVirtual().start(task);
    try {
      return task.get(longest.toMillis(), TimeUnit.MILLISECONDS).stream()
          .filter(one -> HARMLESS.matcher(one.word()).matches())
          .toList();
    } catch (ExecutionException | TimeoutException silent) {
      task.cancel(true);
      return List.of();
    } catch (InterruptedException silent) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private static List<CompletionCandidate> named(Collection<String> names) {
    return names.stream().distinct().sorted().map(CompletionCandidate::of).toList();
  }

  private KubeconfigNames kubeconfig() throws Exception {
    return KubeconfigNames.of(ClusterOptions.read(arguments).kubeconfig());
  }

  private List<String> namespaces() throws Exception {
    try (Cluster cluster = Cluster.connect(ClusterOptions.read(arguments))) {
      return cluster.namespaces();
    }
  }

  /** Of the one namespace that pods can be named in. */
  private List<String> pods() throws Exception {
    var names = new ArrayList<String>();
    PodOptions.Asked asked = PodOptions.read(arguments);
    if (asked.ofSeveralNamespaces()) {
      return names;
    }
    try (Cluster cluster = Cluster.connect(ClusterOptions.read(arguments))) {
      List<String> namespaces = asked.seenFrom(cluster.namespace()).namespaces();
      cluster.pods(PodSelection.in(namespaces)).forEach(pod -> names.add(pod.name()));
      names.removeAll(arguments.words());
      return names;
    }
  }

  private ProfileStore store() throws UsageException {
    return Stores.toRead(StoreOptions.onePlace(arguments));
  }

  /** The newest of each service first, of the time that {@code get profiles} would list. */
  private List<CompletionCandidate> profiles() throws Exception {
    ProfileStore store = store();
    ReadOptions.Wanted wanted = ReadOptions.readListed(arguments).newest(NEWEST);
    var found = new ArrayList<StoredProfile>();
    for (String service : ofTheText(store.services())) {
      found.addAll(store.find(wanted.of(service)));
    }
    Instant now = Instant.now();
    return found.stream()
        .sorted(Comparator.comparing(StoredProfile::createdAt).reversed())
        .map(profile -> candidate(profile, now))
        .toList();
  }

  /** In a directory an id begins with the service. */
  private List<String> ofTheText(List<String> services) {
    List<String> named = services.stream().filter(one -> text.startsWith(one + "/")).toList();
    return named.isEmpty() ? services : named;
  }

  private static CompletionCandidate candidate(StoredProfile profile, Instant now) {
    return new CompletionCandidate(
        profile.id(),
        "%s of %s, %s ago"
            .formatted(
                StoredKind.of(profile.type(), profile.labels()).word(),
                Untrusted.shown(profile.service()),
                Age.of(Duration.between(profile.createdAt(), now))));
  }
}
