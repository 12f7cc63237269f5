package io.kprofefe.profile;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What can be asked of a target: the handlers of Go's {@code net/http/pprof}, those of libraries
 * beside it, and what a program has of its own. Profefe knows only some of them: the others are
 * stored as {@code other}, with a label {@code profile_type} that says which.
 */
public enum ProfileType {
  CPU("profile", StoredType.CPU, Taken.OVER_TIME),
  HEAP("heap", StoredType.HEAP, Taken.AT_ONCE),
  GOROUTINE("goroutine", StoredType.GOROUTINE, Taken.AT_ONCE),
  MUTEX("mutex", StoredType.MUTEX, Taken.AT_ONCE),
  BLOCK("block", StoredType.BLOCK, Taken.AT_ONCE),
  THREADCREATE("threadcreate", StoredType.THREADCREATE, Taken.AT_ONCE),
  ALLOCS("allocs", StoredType.OTHER, Taken.AT_ONCE),
  /** Not pprof: an execution trace, stored as it came. */
  TRACE("trace", StoredType.TRACE, Taken.OVER_TIME),
  /** On and off the CPU, by github.com/felixge/fgprof: it stands beside pprof's handlers. */
  FGPROF("../fgprof", StoredType.OTHER, Taken.OVER_TIME),
  /** Since whoever asked last, by github.com/grafana/pyroscope-go/godeltaprof. */
  GODELTAPROF_MEMORY("delta_heap", StoredType.OTHER, Taken.AT_ONCE),
  GODELTAPROF_MUTEX("delta_mutex", StoredType.OTHER, Taken.AT_ONCE),
  GODELTAPROF_BLOCK("delta_block", StoredType.OTHER, Taken.AT_ONCE),
  /** A program's own, by a name and a path of its own: in figures, all of them are this one. */
  CUSTOM("", StoredType.OTHER, Taken.AT_ONCE);

  /** The label that tells the types stored as {@code other} apart. */
  public static final String TYPE_LABEL = "profile_type";

  /** What a run asks for when nobody says otherwise. */
  public static final List<ProfileType> DEFAULTS = List.of(CPU, HEAP, GOROUTINE, MUTEX);

  private static final String BESIDE = "../";

  private enum Taken {
    AT_ONCE,
    OVER_TIME
  }

  private final String handler;
  private final StoredType storedAs;
  private final Taken taken;

  ProfileType(String handler, StoredType storedAs, Taken taken) {
    this.handler = handler;
    this.storedAs = storedAs;
    this.taken = taken;
  }

  /** All that can be asked for by their word alone. */
  public static List<ProfileType> named() {
    return Arrays.stream(values()).filter(type -> type != CUSTOM).toList();
  }

  /** For a sentence: {@code cpu, heap, …}. */
  public static String words() {
    return named().stream().map(ProfileType::word).collect(Collectors.joining(", "));
  }

  /** The type as users write and read it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Where its handler is, unless somebody says otherwise.
   *
   * @param prefix of the pprof handlers, without a slash at its end, such as {@code /debug/pprof}
   * @return the whole path, such as {@code /debug/pprof/profile} and {@code /debug/fgprof}
   */
  public String pathBelow(String prefix) {
    return handler.startsWith(BESIDE)
        ? prefix.substring(0, Math.max(prefix.lastIndexOf('/'), 0))
            + handler.substring(BESIDE.length() - 1)
        : prefix + "/" + handler;
  }

  /** The type it is stored as. */
  public StoredType storedAs() {
    return storedAs;
  }

  /**
   * The labels that a store needs to find it again by type; none unless stored as {@code other}.
   *
   * @param name of the profile: the type's word, but for a program's own
   */
  public Labels storedLabels(String name) {
    return storedAs == StoredType.OTHER ? Labels.of(TYPE_LABEL, name) : Labels.NONE;
  }

  /** Whether the target samples for some seconds ({@code seconds=N}) before it answers. */
  public boolean takesSeconds() {
    return taken == Taken.OVER_TIME;
  }

  /**
   * Why the target cannot be asked for it over some seconds; empty when it can. Go's handlers take
   * the difference then, of a profile that counts since the program's start.
   */
  public Optional<String> whyNotOverTime() {
    return switch (this) {
      case HEAP, ALLOCS ->
          Optional.of("Go's difference of two has wrong in-use values (golang/go#67942)");
      case GODELTAPROF_MEMORY, GODELTAPROF_MUTEX, GODELTAPROF_BLOCK ->
          Optional.of("it is the difference since it was last asked for already");
      case CUSTOM -> Optional.of("what a program's own handler makes of that is not known");
      default -> Optional.empty();
    };
  }

  /** The types of which the target can be asked for the difference over some seconds. */
  public static List<ProfileType> differences() {
    return named().stream()
        .filter(type -> !type.takesSeconds() && type.whyNotOverTime().isEmpty())
        .toList();
  }

  /** The type of this exact word; empty when there is none. */
  public static Optional<ProfileType> of(String word) {
    return named().stream().filter(type -> type.word().equals(word)).findFirst();
  }
}
