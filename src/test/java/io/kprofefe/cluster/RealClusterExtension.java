package io.kprofefe.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One cluster for all test classes: opened by the first that asks, closed by JUnit at the end. */
final class RealClusterExtension implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RealCluster.class;
  }

  @Override
  public RealCluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.GLOBAL)
        .computeIfAbsent(RealCluster.class, _ -> opened(), RealCluster.class);
  }

  private static RealCluster opened() {
    try {
      return RealCluster.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
