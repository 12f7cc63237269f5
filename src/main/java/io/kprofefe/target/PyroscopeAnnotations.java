package io.kprofefe.target;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.profile.Untrusted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code pyroscope.io/…}, of Pyroscope before 1.0: once for the pod. Source: its Helm chart's job
 * {@code kubernetes-pods}.
 */
final class PyroscopeAnnotations implements Family {

  private static final String PREFIX = "pyroscope.io/";
  private static final String SCRAPE = PREFIX + "scrape";
  private static final String SERVICE = PREFIX + "application-name";
  private static final String SCHEME = PREFIX + "scheme";
  private static final String PORT = PREFIX + "port";
  private static final String SPY = PREFIX + "spy-name";

  /** Alloy's, for another family. */
  private static final String NOT_OURS = PREFIX + "service_name";

  private static final Set<String> POD_WIDE = Set.of(SCRAPE, SERVICE, SCHEME, PORT, SPY, NOT_OURS);

  private static final Pattern OF_PROFILE =
      Pattern.compile("pyroscope[.]io/profile-(?<word>[a-z]+)-(enabled|path|param-.+)");

  private static final int MOST_HEEDED = 100;

  /** As Pyroscope shows what it was told by {@code spy-name}. */
  private static final String SPY_LABEL = "pyroscope_spy";

  /** Its words for types. */
  private enum Word {
    CPU(ProfileType.CPU),
    MEM(ProfileType.HEAP),
    GOROUTINES(ProfileType.GOROUTINE),
    MUTEX(ProfileType.MUTEX),
    BLOCK(ProfileType.BLOCK);

    private final ProfileType type;

    Word(ProfileType type) {
      this.type = type;
    }

    String key(String rest) {
      return PREFIX + "profile-" + word() + "-" + rest;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Word> of(Predicate<Word> which) {
      return Arrays.stream(values()).filter(which).findFirst();
    }
  }

  @Override
  public String word() {
    return "pyroscope";
  }

  @Override
  public boolean isSpokenBy(Pod pod) {
    return !pod.annotations().getOrDefault(SCRAPE, "false").equals("false");
  }

  @Override
  public boolean asksForIt(Pod pod) throws NotATarget {
    return YesOrNo.of(pod, SCRAPE).orElse(false);
  }

  @Override
  public List<Discovered> targets(ReachablePod asking) throws NotATarget {
    Pod pod = asking.pod();
    Scheme scheme = Scheme.of(pod, SCHEME);
    PortChoice port = port(asking, scheme);
    String service = asking.service(service(pod), SERVICE);
    var discovered = new ArrayList<Discovered>();
    var handlers = new ArrayList<Handler>();
    for (ProfileType type : types(asking, discovered)) {
      try {
        handlers.add(handler(asking, type));
      } catch (NotATarget e) {
        discovered.add(new Skipped(pod.identity(), e.reason()));
      }
    }
    if (!handlers.isEmpty()) {
      discovered.addFirst(
          asking.target("", service, scheme, port, handlers, spy(pod, discovered), heeded(pod)));
    }
    unknown(pod).map(remark -> new Skipped(pod.identity(), remark)).forEach(discovered::add);
    if (discovered.isEmpty()) {
      throw new NotATarget("asks for no profile: each of the run's types is switched off");
    }
    return discovered;
  }

  /** Its collector drops a target without a name. */
  private static String service(Pod pod) throws NotATarget {
    return ServiceNames.annotated(pod, SERVICE)
        .orElseThrow(() -> new NotATarget("has no " + SERVICE + ", which names its service"));
  }

  private static PortChoice port(ReachablePod asking, Scheme scheme) throws NotATarget {
    Pod pod = asking.pod();
    String said = pod.annotations().get(PORT);
    PortChoice port =
        said == null
            ? OnlyPort.of(DeclaredPorts.of(pod), scheme, PORT)
            : PortChoice.number(said, DeclaredPorts.of(pod))
                .orElseThrow(() -> NotATarget.wrong(PORT, said, PortChoice.NUMBER_WORDS));
    return port.within(asking.rules().reach(), PORT);
  }

  /** The run's, without those switched off, and those switched on. */
  private static List<ProfileType> types(ReachablePod asking, List<Discovered> remarks) {
    var types = new ArrayList<ProfileType>(asking.rules().profiles());
    for (Word word : Word.values()) {
      try {
        Optional<Boolean> enabled = YesOrNo.of(asking.pod(), word.key("enabled"));
        if (enabled.isPresent()) {
          types.remove(word.type);
        }
        if (enabled.orElse(false)) {
          types.add(word.type);
        }
      } catch (NotATarget e) {
        types.remove(word.type);
        remarks.add(new Skipped(asking.pod().identity(), e.reason()));
      }
    }
    return types;
  }

  private static Handler handler(ReachablePod asking, ProfileType type) throws NotATarget {
    String usual = type.pathBelow(PathPrefix.GO_DEFAULT);
    Optional<Word> word = Word.of(one -> one.type == type);
    if (word.isEmpty()) {
      return asking.handlers().of(type, usual);
    }
    Pod pod = asking.pod();
    String key = word.get().key("path");
    String path = PathPrefix.checked(key, pod.annotations().getOrDefault(key, usual));
    return asking
        .handlers()
        .withParameters(pod, word.get().key("param-"), asking.handlers().of(type, path));
  }

  private static Labels spy(Pod pod, List<Discovered> remarks) {
    String spy = pod.annotations().get(SPY);
    if (spy == null) {
      return Labels.NONE;
    }
    if (!AnnotatedLabels.isValue(spy)) {
      remarks.add(
          new Skipped(pod.identity(), SPY + " is \"" + Untrusted.shown(spy) + "\": not taken"));
      return Labels.NONE;
    }
    return Labels.of(SPY_LABEL, spy);
  }

  /** As many as there are at most where no type has too many parameters. */
  private static List<String> heeded(Pod pod) {
    return keys(pod).filter(PyroscopeAnnotations::isKnown).limit(MOST_HEEDED).toList();
  }

  private static Stream<String> unknown(Pod pod) {
    return keys(pod)
        .filter(key -> !isKnown(key) && !key.equals(NOT_OURS))
        .map(key -> Untrusted.shown(key) + " is not known, and is not heeded");
  }

  private static boolean isKnown(String key) {
    Matcher ofProfile = OF_PROFILE.matcher(key);
    return (POD_WIDE.contains(key) && !key.equals(NOT_OURS))
        || (ofProfile.matches()
            && Word.of(word -> word.word().equals(ofProfile.group("word"))).isPresent());
  }

  private static Stream<String> keys(Pod pod) {
    return pod.annotations().keySet().stream().filter(key -> key.startsWith(PREFIX)).sorted();
  }
}
