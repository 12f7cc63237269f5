package io.kprofefe.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One cluster, and one node, for all test classes: opened by the first that asks, closed by JUnit
 * at the end.
 */
final class RealClusterExtension implements ParameterResolver {

  @FunctionalInterface
  private interface Opening {
    AutoCloseable open() throws IOException;
  }

  private static final Map<Class<?>, Opening> SHARED =
      Map.of(RealCluster.class, RealCluster::open, RealNode.class, RealNode::open);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return SHARED.containsKey(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return context
        .getRoot()
        .getStore(Namespace.GLOBAL)
        .computeIfAbsent(type, RealClusterExtension::opened);
  }

  private static AutoCloseable opened(Class<?> type) {
    try {
      return Objects.requireNonNull(SHARED.get(type)).open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
