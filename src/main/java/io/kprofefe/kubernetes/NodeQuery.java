package io.kprofefe.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/** All nodes. */
record NodeQuery() implements Query {

  /** A node tells of all images that it has: some 20 KiB. */
  private static final int PAGE = 100;

  @Override
  public String page(String token) {
    String after = token.isEmpty() ? "" : "&continue=" + URLEncoder.encode(token, UTF_8);
    return "api/v1/nodes?limit=" + PAGE + after;
  }

  @Override
  public String what() {
    return "list of nodes";
  }

  @Override
  public String action() {
    return "list nodes";
  }

  @Override
  public String right() {
    return "the verb list on nodes, see rbac/control-plane";
  }
}
