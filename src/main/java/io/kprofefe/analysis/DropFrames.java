package io.kprofefe.analysis;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import java.util.Optional;

/**
 * Which functions a profile wants to be left out of its stacks, with all that they call: its
 * drop_frames, unless they are among its keep_frames (google/pprof, {@code RemoveUninteresting}).
 */
final class DropFrames {

  private static final String[] NOT_ARGUMENTS = {"(anonymous namespace)", "operator()"};

  private final Optional<NamePattern> drop;
  private final Optional<NamePattern> keep;
  private final MatchingTime time;

  private DropFrames(Optional<NamePattern> drop, Optional<NamePattern> keep, MatchingTime time) {
    this.drop = drop;
    this.keep = keep;
    this.time = time;
  }

  /**
   * As {@code go tool pprof} of Go 1.26, it drops nothing when one of both is no regular
   * expression.
   *
   * @throws ProfileFailure {@code TOO_LARGE} when one is beyond all use
   */
  static DropFrames of(InputProfile input, MatchingTime time) throws ProfileFailure {
    String drop = input.text(input.header().getDropFrames());
    String keep = input.text(input.header().getKeepFrames());
    if (drop.isEmpty()) {
      return new DropFrames(Optional.empty(), Optional.empty(), time);
    }
    if (NamePattern.isExcessive(whole(drop)) || NamePattern.isExcessive(whole(keep))) {
      throw new ProfileFailure(
          Outcome.TOO_LARGE,
          "the regular expression of its drop_frames or keep_frames is too large");
    }
    try {
      var dropped = Optional.of(NamePattern.of(whole(drop)));
      return new DropFrames(
          dropped,
          Optional.of(keep).filter(k -> !k.isEmpty()).map(DropFrames::whole).map(NamePattern::of),
          time);
    } catch (IllegalArgumentException noExpression) {
      return new DropFrames(Optional.empty(), Optional.empty(), time);
    }
  }

  boolean dropNothing() {
    return drop.isEmpty();
  }

  /** Whether a function of this name is left out. */
  boolean drop(String function) throws ProfileFailure {
    if (drop.isEmpty() || function.isEmpty()) {
      return false;
    }
    String name = withoutArguments(function);
    return time.isIn(name, drop.get()) && (keep.isEmpty() || !time.isIn(name, keep.get()));
  }

  private static String whole(String expression) {
    return "^(" + expression + ")$";
  }

  /** Nor with the dot before it that PowerPC has. */
  static String withoutArguments(String function) {
    String name = function.startsWith(".") ? function.substring(1) : function;
    int bracket = name.indexOf('(');
    while (bracket >= 0) {
      int end = endOfName(name, bracket);
      if (end == bracket) {
        return name.substring(0, bracket);
      }
      bracket = name.indexOf('(', end);
    }
    return name;
  }

  /** Where the word ends that has this bracket and is no list of arguments; else the bracket. */
  private static int endOfName(String name, int bracket) {
    for (String word : NOT_ARGUMENTS) {
      int start = bracket - word.indexOf('(');
      if (start >= 0 && name.startsWith(word, start)) {
        return start + word.length();
      }
    }
    return bracket;
  }
}
