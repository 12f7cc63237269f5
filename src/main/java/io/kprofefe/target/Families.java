package io.kprofefe.target;

import java.util.List;

/** The families of annotations that are understood. */
public final class Families {

  /** kprofefe's own. */
  public static final Family OURS = new ProfefeAnnotations();

  public static final List<Family> ALL =
      List.of(
          OURS, //
          new PyroscopeAnnotations(),
          new GrafanaAnnotations());

  private Families() {}
}
