package io.kprofefe.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Optional;

/**
 * Namespaces with their labels.
 *
 * @param name of the only one, which may be looked at by a right in it alone; empty for a list of
 *     all of them
 */
record NamespaceQuery(Optional<String> name) implements Query {

  private static final String PATH = "api/v1/namespaces";
  private static final int PAGE = 500;

  @Override
  public String page(String token) {
    return name.map(one -> PATH + "/" + encoded(one))
        .orElseGet(
            () -> PATH + "?limit=" + PAGE + (token.isEmpty() ? "" : "&continue=" + encoded(token)));
  }

  @Override
  public String what() {
    return name.isPresent() ? "namespace" : "list of namespaces";
  }

  @Override
  public String action() {
    return name.map(one -> "get namespace " + one).orElse("list namespaces");
  }

  @Override
  public String right() {
    return name.map(_ -> "the verb get on namespaces there").orElse("the verb list on namespaces")
        + " for their labels, see manifests/components/namespace-labels";
  }

  /** Who lists the pods of a namespace that is not there gets none. */
  @Override
  public boolean mayBeAbsent() {
    return name.isPresent();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
