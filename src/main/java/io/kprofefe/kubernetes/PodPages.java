package io.kprofefe.kubernetes;

import io.kprofefe.target.Pod;
import io.kprofefe.target.Skipped;
import io.kprofefe.target.TargetIdentity;
import io.kprofefe.target.WorkloadName;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Lists pods in pages, raw and as a stream. */
final class PodPages implements Pods {

  private final ApiServer api;
  private final PodSelection selection;
  private final Patience patience;

  PodPages(ApiServer api, PodSelection selection, Patience patience) {
    this.api = api;
    this.selection = selection;
    this.patience = patience;
  }

  @Override
  public List<Skipped> forEach(Consumer<Pod> each) throws ListingException {
    if (!selection.namesAny()) {
      read(lists(), new Sieve(selection.shard(), each));
      return List.of();
    }
    var missing = new ArrayList<Skipped>();
    var handedOn = new HashSet<String>();
    Consumer<Pod> once =
        pod -> {
          if (handedOn.add(pod.uid())) {
            each.accept(pod);
          }
        };
    var named = new Sieve(selection.shard(), once);
    for (String name : selection.names()) {
      int before = named.known();
      read(lists().map(list -> list.named(name)), named);
      if (named.known() == before) {
        missing.add(missing("Pod", name, "no such pod in "));
      }
    }
    missing.addAll(ofWorkloads(once));
    return missing.stream().filter(one -> named.isOurs(one.identity().toString())).toList();
  }

  /** One list for all of them: there is no selector for owners. */
  private List<Skipped> ofWorkloads(Consumer<Pod> each) throws ListingException {
    if (selection.workloads().isEmpty()) {
      return List.of();
    }
    var missing = new LinkedHashSet<>(selection.workloads());
    Consumer<Pod> owned =
        pod -> {
          List<WorkloadName> owners =
              selection.workloads().stream().filter(workload -> workload.owns(pod)).toList();
          if (!owners.isEmpty()) {
            missing.removeAll(owners);
            each.accept(pod);
          }
        };
    read(lists(), new Sieve(selection.shard(), owned));
    return missing.stream()
        .map(workload ->
            missing(workload.kind().kind(), workload.name(), "no pod of " + workload + " in "))
        .toList();
  }

  private void read(Stream<PodQuery> lists, Sieve pods) throws ListingException {
    for (PodQuery list : lists.toList()) {
      var page = new PageRequest(api, list, body -> page(body, pods));
      new PagedList(page, patience).read();
    }
  }

  /** Reads one page to its end; returns the next one's token, empty after the last. */
  static String page(InputStream body, Sieve pods) throws IOException {
    return ListPage.read(
        body, "PodList", json -> PodJson.read(json, pods::wants).ifPresent(pods::letThrough));
  }

  private Stream<PodQuery> lists() {
    return selection.namespaces().isEmpty()
        ? Stream.of(list(Optional.empty()))
        : selection.namespaces().stream().map(Optional::of).map(this::list);
  }

  private PodQuery list(Optional<String> namespace) {
    return new PodQuery(namespace, selection.labelSelector(), selection.fieldSelector());
  }

  private Skipped missing(String kind, String name, String what) {
    List<String> namespaces = selection.namespaces();
    String namespace = namespaces.size() == 1 ? namespaces.getFirst() : "*";
    String where = namespaces.isEmpty() ? "any namespace" : String.join(" or ", namespaces);
    boolean narrowed = selection.labelSelector().or(selection::fieldSelector).isPresent();
    return new Skipped(
        new TargetIdentity(kind, namespace, name),
        what + where + (narrowed ? " that the selectors match" : ""));
  }
}
