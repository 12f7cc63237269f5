package io.kprofefe.kubernetes;

import io.kprofefe.target.Node;
import java.util.HashSet;
import java.util.function.Consumer;

/** The nodes of a cluster. */
public final class Nodes {

  private final ApiServer api;
  private final Patience patience;

  Nodes(ApiServer api, Patience patience) {
    this.api = api;
    this.patience = patience;
  }

  /**
   * Hands each node on while the list is still being read, each once, as {@link Pods#forEach} does.
   *
   * @throws ListingException when the rest cannot be had; what was handed on until then stays
   */
  public void forEach(Consumer<Node> each) throws ListingException {
    var known = new HashSet<String>();
    Consumer<Node> once =
        node -> {
          if (known.add(node.uid())) {
            each.accept(node);
          }
        };
    var page =
        new PageRequest(
            api,
            new NodeQuery(),
            body -> ListPage.read(body, "NodeList", json -> once.accept(NodeJson.read(json))));
    new PagedList(page, patience).read();
  }
}
