package io.kprofefe.cli.option;

import io.kprofefe.cli.option.Suggestion.Found;
import io.kprofefe.kubernetes.PodSelection;
import io.kprofefe.target.AnnotatedPods;
import io.kprofefe.target.Cidr;
import io.kprofefe.target.Families;
import io.kprofefe.target.Family;
import io.kprofefe.target.PodAnnotations;
import io.kprofefe.target.Shard;
import io.kprofefe.target.TargetRules;
import io.kprofefe.target.WorkloadName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which pods are meant, and which of them may be reached. */
public final class PodOptions {

  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern DNS_NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

  static final Option<List<String>> NAMESPACE =
      Option.list(
          "-n/--namespace",
          "NAME,…",
          Allowed.matching(DNS_LABEL, "the name of a namespace, such as shop")
              .offering(Found.NAMESPACE),
          "pods of these namespaces; else the context's, or in a pod its own");

  static final Option<Boolean> ALL_NAMESPACES =
      Option.flag("-A/--all-namespaces", "pods of all namespaces");

  static final Option<Optional<String>> SELECTOR =
      Option.optional(
          "-l/--selector",
          "SELECTOR",
          Allowed.text("a label selector, such as app=web,tier!=cache"),
          "pods with these labels");

  static final Option<Optional<String>> FIELD_SELECTOR =
      Option.optional(
          "--field-selector",
          "SELECTOR",
          Allowed.text("a field selector, such as spec.nodeName=node-1"),
          "pods with these fields");

  static final Option<List<Family>> ANNOTATIONS =
      Option.list(
          "--annotations",
          "FAMILY,…",
          Allowed.oneOf(Families.ALL, Family::word),
          Families.OURS.word(),
          "families of annotations to heed; of a pod that carries several, kprofefe's own, else the"
              + " first of these");

  static final Option<Boolean> HOST_NETWORK =
      Option.flag(
          "--host-network", "also pods in their node's network: their address is the node's");

  static final Option<List<Cidr>> POD_CIDR =
      Option.list(
          "--pod-cidr",
          "CIDR,…",
          Allowed.readBy(Cidr::parse, "an address block, such as 10.0.0.0/8 or fd00::/8"),
          "only pods with such an address; given, it is the whole rule for addresses");

  static final Option<Boolean> DECLARED_PORTS_ONLY =
      Option.flag("--declared-ports-only", "only ports that a container of the pod declares");

  static final Option<Boolean> QUALIFY_SERVICES =
      Option.flag(
          "--qualify-services",
          "file profiles under NAMESPACE.SERVICE, so that no namespace can use another's name");

  public static final OptionGroup GROUP =
      new OptionGroup(
          "Which pods",
          List.of(
              NAMESPACE,
              ALL_NAMESPACES,
              SELECTOR,
              FIELD_SELECTOR,
              ANNOTATIONS,
              ShardOption.SHARD,
              SamplingOptions.PODS_PER_SERVICE,
              SamplingOptions.RUN_ID,
              HOST_NETWORK,
              POD_CIDR,
              DECLARED_PORTS_ONLY,
              QUALIFY_SERVICES));

  private static final Set<Option<?>> OF_A_JOB =
      Set.of(ShardOption.SHARD, SamplingOptions.PODS_PER_SERVICE, SamplingOptions.RUN_ID);

  /** Of one who is no part of a Job. */
  public static final OptionGroup BY_HAND =
      new OptionGroup(
          GROUP.heading(),
          GROUP.options().stream().filter(option -> !OF_A_JOB.contains(option)).toList());

  private PodOptions() {}

  /** What pods say, in the families that are asked for. */
  public static PodAnnotations annotated(Arguments arguments, TargetRules rules)
      throws UsageException {
    return new AnnotatedPods(rules, arguments.get(ANNOTATIONS));
  }

  /**
   * Which pods were asked for.
   *
   * @param everywhere in all namespaces; otherwise in these ones, or where we are when there is
   *     none
   * @param shard of these pods, those that are in it; empty for all of them
   */
  public record Asked(
      boolean everywhere,
      List<String> namespaces,
      Optional<String> labels,
      Optional<String> fields,
      List<String> names,
      List<WorkloadName> workloads,
      Optional<Shard> shard) {

    /** Whether it is said which pods are meant, or it is those that are meant otherwise. */
    public boolean saysWhich() {
      return everywhere
          || !namespaces.isEmpty()
          || labels.isPresent()
          || fields.isPresent()
          || !names.isEmpty()
          || !workloads.isEmpty();
    }

    /** Whether pods of more than one namespace may come. */
    public boolean ofSeveralNamespaces() {
      return everywhere || namespaces.size() > 1;
    }

    /** The selection, seen from this namespace. */
    public PodSelection seenFrom(String home) {
      List<String> here = namespaces.isEmpty() ? List.of(home) : namespaces;
      return new PodSelection(
          everywhere ? List.of() : here, labels, fields, names, workloads, shard);
    }
  }

  /** What was asked for; the words are names of pods, and of what has pods. */
  public static Asked read(Arguments arguments) throws UsageException {
    boolean everywhere = everywhere(arguments);
    Words words = Words.of(arguments.words());
    var asked =
        new Asked(
            everywhere,
            everywhere ? List.of() : arguments.get(NAMESPACE).stream().distinct().toList(),
            arguments.get(SELECTOR),
            arguments.get(FIELD_SELECTOR),
            words.named(),
            words.workloads(),
            ShardOption.read(arguments));
    if (!arguments.words().isEmpty()) {
      checkNames(asked);
    }
    return asked;
  }

  private static void checkNames(Asked asked) throws UsageException {
    if (asked.labels().isPresent()) {
      throw new UsageException(
          "pods cannot be given by name when a selector is given: leave out one of both");
    }
    if (asked.everywhere() || asked.namespaces().size() > 1) {
      throw new UsageException(
          "pods cannot be given by name across namespaces: give one namespace with -n");
    }
  }

  /** What stands on the command line wins over the environment, also between these two. */
  private static boolean everywhere(Arguments arguments) throws UsageException {
    if (!arguments.get(ALL_NAMESPACES) || arguments.get(NAMESPACE).isEmpty()) {
      return arguments.get(ALL_NAMESPACES);
    }
    if (arguments.onCommandLine(NAMESPACE) == arguments.onCommandLine(ALL_NAMESPACES)) {
      throw new UsageException("--namespace and --all-namespaces are both given: give one of both");
    }
    return arguments.onCommandLine(ALL_NAMESPACES);
  }

  /** Names by blanks and by commas; {@code pod/web-0} as kubectl writes it is understood. */
  private record Words(List<String> named, List<WorkloadName> workloads) {

    private static final Option<List<String>> NAMES =
        Option.list("--pod", "POD", Allowed.matching(DNS_NAME, "the name of a pod"), "");

    private static final Option<List<WorkloadName>> WORKLOADS =
        Option.list(
            "--workload",
            "KIND/NAME",
            Allowed.readBy(WorkloadName::parse, WorkloadName.ALLOWED),
            "");

    private static final Set<String> POD = Set.of("pod", "pods", "po");

    static Words of(List<String> said) throws UsageException {
      var named = new ArrayList<Given>();
      var workloads = new ArrayList<Given>();
      for (String word : said) {
        for (String piece : word.split(",", -1)) {
          int slash = piece.indexOf('/');
          if (slash < 0 || POD.contains(piece.substring(0, slash))) {
            named.add(new Given("pod", piece.substring(slash + 1), false));
          } else {
            workloads.add(new Given("workload", piece, false));
          }
        }
      }
      return new Words(NAMES.reading().of(named), WORKLOADS.reading().of(workloads));
    }
  }
}
