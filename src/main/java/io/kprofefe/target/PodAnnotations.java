package io.kprofefe.target;

import java.util.List;

/** What people write on pods, in whatever families, and what it means. */
public interface PodAnnotations {

  /** What the pod is: its targets and skipped endpoints, or one {@link Unannotated}. Not empty. */
  List<Discovered> discover(Pod pod);
}
