package io.kprofefe.profile;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be asked of a target: the handlers of Go's {@code net/http/pprof}. */
public enum ProfileType {
  CPU("profile", StoredType.CPU, Taken.OVER_TIME),
  HEAP("heap", StoredType.HEAP, Taken.AT_ONCE),
  GOROUTINE("goroutine", StoredType.GOROUTINE, Taken.AT_ONCE),
  MUTEX("mutex", StoredType.MUTEX, Taken.AT_ONCE),
  BLOCK("block", StoredType.BLOCK, Taken.AT_ONCE),
  THREADCREATE("threadcreate", StoredType.THREADCREATE, Taken.AT_ONCE),
  /**
   * Profefe has no such type: stored as {@code other} with the label {@code profile_type=allocs}.
   */
  ALLOCS("allocs", StoredType.OTHER, Taken.AT_ONCE),
  /** Not pprof: an execution trace, stored as it came. */
  TRACE("trace", StoredType.TRACE, Taken.OVER_TIME);

  /** The label that tells the types stored as {@code other} apart. */
  public static final String TYPE_LABEL = "profile_type";

  /** What a run asks for when nobody says otherwise. */
  public static final List<ProfileType> DEFAULTS = List.of(CPU, HEAP, GOROUTINE, MUTEX);

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

  /** The type as users write and read it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The last segment of the handler's path below {@code /debug/pprof}. */
  public String handler() {
    return handler;
  }

  /** The type it is stored as. */
  public StoredType storedAs() {
    return storedAs;
  }

  /**
   * The labels that a store needs to find it again by type; none unless stored as {@code other}.
   */
  public Labels storedLabels() {
    return storedAs == StoredType.OTHER ? Labels.of(TYPE_LABEL, word()) : Labels.NONE;
  }

  /** Whether the target samples for some seconds ({@code seconds=N}) before it answers. */
  public boolean takesSeconds() {
    return taken == Taken.OVER_TIME;
  }

  /** The type of this exact word; empty when there is none. */
  public static Optional<ProfileType> of(String word) {
    return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
  }
}
