package io.kprofefe.cli;

import io.kprofefe.cli.option.Arguments;
import io.kprofefe.cli.option.ClusterOptions;
import io.kprofefe.cli.option.PodOptions;
import io.kprofefe.cli.option.SamplingOptions;
import io.kprofefe.cli.option.UsageException;
import io.kprofefe.kubernetes.Cluster;
import io.kprofefe.kubernetes.ClusterAccessException;
import io.kprofefe.kubernetes.ListingException;
import io.kprofefe.kubernetes.PodSelection;
import io.kprofefe.kubernetes.Pods;
import io.kprofefe.run.PodSearch;
import io.kprofefe.target.Discovered;
import io.kprofefe.target.LabelRules;
import io.kprofefe.target.PodAnnotations;
import io.kprofefe.target.Sampling;
import io.kprofefe.target.Skipped;
import io.kprofefe.target.TargetRules;
import io.kprofefe.target.Unannotated;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The pods that a command line asks for, in the cluster that it names, and what their annotations
 * mean.
 *
 * @param cluster closed with the search
 * @param labels what goes with profiles: what is to be known of the pods
 * @param sampling which of the targets are taken; empty for all of them
 */
record Search(
    Cluster cluster,
    PodSelection selection,
    LabelRules labels,
    PodAnnotations annotations,
    Optional<Sampling> sampling)
    implements AutoCloseable {

  static Search of(Arguments arguments, TargetRules rules)
      throws UsageException, ClusterAccessException {
    var annotations = PodOptions.annotated(arguments, rules);
    return of(arguments, rules.labels(), annotations, SamplingOptions.read(arguments));
  }

  /** For who wants all pods that are asked for. */
  static Search of(Arguments arguments, TargetRules rules, PodAnnotations annotations)
      throws UsageException, ClusterAccessException {
    return of(arguments, rules.labels(), annotations, Optional.empty());
  }

  private static Search of(
      Arguments arguments,
      LabelRules labels,
      PodAnnotations annotations,
      Optional<Sampling> sampling)
      throws UsageException, ClusterAccessException {
    PodOptions.Asked asked = PodOptions.read(arguments);
    Cluster cluster = Cluster.connect(ClusterOptions.read(arguments));
    PodSelection selection = asked.seenFrom(cluster.namespace());
    PodAnnotations ours = selection.namesAny() ? named(annotations) : annotations;
    return new Search(cluster, selection, labels, ours, sampling);
  }

  PodSearch pods() {
    return pods(annotations);
  }

  /** Who samples sees the pods of all shards: only so they all come to the same choice. */
  private PodSearch pods(PodAnnotations asked) {
    PodSelection listed = sampling.isPresent() ? selection.ofAllShards() : selection;
    Pods pods =
        labels.wantNamespaces() ? cluster.podsWithNamespaceLabels(listed) : cluster.pods(listed);
    return new PodSearch(pods, asked, sampling);
  }

  /**
   * What was found.
   *
   * @param pods those that were asked for by name and are not there among them
   * @param complete whether all that were asked for by name are there
   */
  record Listed(List<Discovered> pods, boolean complete) {}

  /** All of them; who is not annotated is skipped for that reason. */
  Listed everyPod() throws ListingException {
    return list(named(annotations));
  }

  /** Those that have something to do with profiles, or were named. */
  List<Discovered> annotatedPods() throws ListingException {
    return list(annotations).pods().stream().filter(pod -> !(pod instanceof Unannotated)).toList();
  }

  /** Completes "no pods found …". */
  String where() {
    String shard = selection.shard().map(" (shard %s)"::formatted).orElse("");
    return selection.namespaces().isEmpty()
        ? "in any namespace" + shard
        : "in namespace " + String.join(", ", selection.namespaces()) + shard;
  }

  /** For who asks for no pod by name, and gets nothing. */
  String nothing() {
    return "No pods found " + where();
  }

  /** For who gets nothing: what to do about it. */
  String nothingAnnotated() {
    return "No pod %s asks to be profiled: annotate it with profefe.com/enable: \"true\""
        .formatted(where());
  }

  @Override
  public void close() {
    cluster.close();
  }

  private Listed list(PodAnnotations asked) throws ListingException {
    var all = new ArrayList<Discovered>();
    List<Skipped> missing = pods(asked).forEach(all::add);
    all.addAll(missing);
    return new Listed(all, missing.isEmpty());
  }

  /** Who names a pod wants to know why it is not profiled. */
  private static PodAnnotations named(PodAnnotations annotations) {
    return pod ->
        annotations.discover(pod).stream()
            .map(one -> one instanceof Unannotated unannotated ? unannotated.asSkipped() : one)
            .toList();
  }
}
