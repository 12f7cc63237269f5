package io.kprofefe.target;

import io.kprofefe.profile.Labels;
import java.util.Optional;

/**
 * What goes with a pod's profiles, and who has the say where two want the same name. The harder it
 * is for a pod to bring it about, the more it counts: its own labels least, then what is annotated,
 * its namespace's labels, the run's fixed ones, and most what the API server tells of it.
 *
 * @param ofPod which of the pod's labels are copied ({@code --pod-labels})
 * @param ofNamespace which of its namespace's ({@code --namespace-labels}); what they are named is
 *     not for a pod to set, not even where the namespace has no such label
 * @param ofOwner whether the workload is told ({@code --owner-labels})
 * @param fixed for all profiles of the run ({@code --label})
 */
public record LabelRules(
    CopiedLabels ofPod, CopiedLabels ofNamespace, boolean ofOwner, Labels fixed) {

  /** Nothing but our own. */
  public static final LabelRules NONE =
      new LabelRules(CopiedLabels.NONE, CopiedLabels.NONE, false, Labels.NONE);

  /** Which labels each pod's namespace has must be known. */
  public boolean wantNamespaces() {
    return !ofNamespace.isNone();
  }

  /**
   * All that go.
   *
   * @param annotated what the pod says in an annotation, without our own
   */
  Labels of(Pod pod, Labels annotated, Optional<String> container) {
    return withoutNamespaces(ofPod.from(pod.labels()).overriddenBy(annotated))
        .overriddenBy(ofNamespace.from(pod.namespaceLabels()))
        .overriddenBy(fixed)
        .overriddenBy(ofOwner ? OwnerLabels.of(pod) : Labels.NONE)
        .overriddenBy(OwnLabels.of(pod, container));
  }

  /** All that go with what a node's kubelet gives. */
  Labels of(Node node) {
    return fixed.overriddenBy(OwnLabels.of(node));
  }

  private Labels withoutNamespaces(Labels ofPod) {
    return new Labels(ofPod.stream().filter(label -> !ofNamespace.gives(label.key())).toList());
  }
}
