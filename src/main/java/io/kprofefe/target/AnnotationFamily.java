package io.kprofefe.target;

import java.util.List;

/** Annotations that people write on pods, and what they mean. */
public interface AnnotationFamily {

  /** What the pod is: its targets and skipped endpoints, or one {@link Unannotated}. Not empty. */
  List<Discovered> discover(Pod pod);
}
