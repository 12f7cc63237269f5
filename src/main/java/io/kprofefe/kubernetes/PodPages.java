package io.kprofefe.kubernetes;

import io.kprofefe.target.Pod;
import io.kprofefe.target.Skipped;
import io.kprofefe.target.TargetIdentity;
import java.util.ArrayList;
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
    var pods = new Sieve(selection.shard(), each);
    if (selection.names().isEmpty()) {
      read(lists(), pods);
      return List.of();
    }
    var missing = new ArrayList<Skipped>();
    for (String name : selection.names()) {
      int before = pods.known();
      read(lists().map(list -> list.named(name)), pods);
      if (pods.known() == before) {
        missing.add(missing(name));
      }
    }
    return missing.stream().filter(one -> pods.isOurs(one.identity().toString())).toList();
  }

  private void read(Stream<PodQuery> lists, Sieve pods) throws ListingException {
    for (PodQuery list : lists.toList()) {
      new PodList(new PageRequest(api, list), patience).forEach(pods);
    }
  }

  private Stream<PodQuery> lists() {
    return selection.namespaces().isEmpty()
        ? Stream.of(list(Optional.empty()))
        : selection.namespaces().stream().map(Optional::of).map(this::list);
  }

  private PodQuery list(Optional<String> namespace) {
    return new PodQuery(namespace, selection.labelSelector(), selection.fieldSelector());
  }

  private Skipped missing(String name) {
    List<String> namespaces = selection.namespaces();
    String namespace = namespaces.size() == 1 ? namespaces.getFirst() : "*";
    String where = namespaces.isEmpty() ? "any namespace" : String.join(" or ", namespaces);
    boolean narrowed = selection.labelSelector().or(selection::fieldSelector).isPresent();
    return new Skipped(
        TargetIdentity.pod(namespace, name),
        "no such pod in " + where + (narrowed ? " that the selectors match" : ""));
  }
}
