package io.kprofefe.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * One list of pods, to be read page by page.
 *
 * @param namespace absent for all of the cluster
 * @param fieldSelector also finds a pod by name: so a name costs no other right than {@code list},
 *     and can be looked for in all namespaces
 */
record PodQuery(
    Optional<String> namespace, Optional<String> labelSelector, Optional<String> fieldSelector)
    implements Query {

  private static final int PAGE = 500;

  PodQuery named(String name) {
    String byName = "metadata.name=" + escaped(name);
    return new PodQuery(
        namespace,
        labelSelector,
        Optional.of(fieldSelector.map(fields -> fields + "," + byName).orElse(byName)));
  }

  @Override
  public String page(String token) {
    var query = new StringJoiner("&");
    query.add("limit=" + PAGE);
    labelSelector.ifPresent(labels -> query.add("labelSelector=" + encoded(labels)));
    fieldSelector.ifPresent(fields -> query.add("fieldSelector=" + encoded(fields)));
    if (!token.isEmpty()) {
      query.add("continue=" + encoded(token));
    }
    String of = namespace.map(name -> "namespaces/" + encoded(name) + "/").orElse("");
    return "api/v1/" + of + "pods?" + query;
  }

  @Override
  public String what() {
    return "list of pods";
  }

  @Override
  public String action() {
    return "list pods " + namespace.map(name -> "in namespace " + name).orElse("in all namespaces");
  }

  @Override
  public String right() {
    return "the verb list on pods there, see rbac/";
  }

  /** As field selectors want it: a name that is none must not become another condition. */
  private static String escaped(String name) {
    return name.replaceAll("[\\\\,=]", "\\\\$0");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
