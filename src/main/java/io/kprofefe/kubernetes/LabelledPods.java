package io.kprofefe.kubernetes;

import io.kprofefe.target.Pod;
import io.kprofefe.target.Skipped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Pods with the labels of their namespaces, which are read before: all in one list, or each by
 * itself where pods of some namespaces only are asked for. The pods of one that is made in between
 * have none.
 */
final class LabelledPods implements Pods {

  private final Pods pods;
  private final ApiServer api;
  private final List<String> namespaces;
  private final Patience patience;

  /**
   * @param namespaces of the pods; empty for all of the cluster
   */
  LabelledPods(Pods pods, ApiServer api, List<String> namespaces, Patience patience) {
    this.pods = pods;
    this.api = api;
    this.namespaces = namespaces;
    this.patience = patience;
  }

  @Override
  public List<Skipped> forEach(Consumer<Pod> each) throws ListingException {
    Map<String, Map<String, String>> labels = labels();
    return pods.forEach(pod ->
        each.accept(pod.withNamespaceLabels(labels.getOrDefault(pod.namespace(), Map.of()))));
  }

  private Map<String, Map<String, String>> labels() throws ListingException {
    var labels = new HashMap<String, Map<String, String>>();
    for (NamespaceQuery query : queries()) {
      var page = new PageRequest(api, query, body -> NamespacePage.read(body, labels::put));
      new PagedList(page, patience).read();
    }
    return labels;
  }

  private List<NamespaceQuery> queries() {
    return namespaces.isEmpty()
        ? List.of(new NamespaceQuery(Optional.empty()))
        : namespaces.stream().map(name -> new NamespaceQuery(Optional.of(name))).toList();
  }
}
