package io.kprofefe.analysis;

import io.kprofefe.analysis.InputFunctions.InputFunction;
import io.kprofefe.analysis.InputLocation.Call;
import io.kprofefe.analysis.LocationFrames.Cut;
import io.kprofefe.analysis.NameFilter.Verdict;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.PprofLimits;
import io.kprofefe.profile.ProfileFailure;
import java.util.Arrays;
import java.util.List;

/**
 * The stacks of one profile as frames: a location with inlined calls is several, and what the
 * profile itself wants to be left out is left out. A frame is a number, {@code place * 2}, and one
 * more when it is inlined.
 */
final class Frames {

  private static final int UNKNOWN = 0;
  private static final LocationFrames UNREAD =
      new LocationFrames(new int[0], Cut.NONE, Verdict.NONE);

  private final InputProfile input;
  private final InputFunctions functions;
  private final FrameRules rules;
  private final DropFrames dropped;
  private final PprofLimits limits;

  /** By the numbers of the input's locations; {@link #UNREAD} until one is looked at. */
  private final LocationFrames[] ofLocations;

  /** By the numbers of the input's functions: one more than the place, where it has a name. */
  private final int[] placesOfFunctions;

  private final MatchingTime matching = new MatchingTime(MatchingTime.LONGEST);
  private long walked;

  Frames(InputProfile input, FrameRules rules, PprofLimits limits) throws ProfileFailure {
    this.input = input;
    this.functions = new InputFunctions(input);
    this.rules = rules;
    this.dropped = DropFrames.of(input, matching);
    this.limits = limits;
    this.ofLocations = new LocationFrames[input.locations().size()];
    Arrays.fill(ofLocations, UNREAD);
    this.placesOfFunctions = new int[input.functions().size()];
  }

  static int place(int frame) {
    return frame >> 1;
  }

  static boolean isInlined(int frame) {
    return (frame & 1) != 0;
  }

  /** The same frame as one that is not inlined. */
  static int called(int frame) {
    return frame & ~1;
  }

  /** Whether the filter of names lets the sample through. */
  boolean areWanted(InputSample sample) throws ProfileFailure {
    if (rules.filter().isNone()) {
      return true;
    }
    boolean wanted = false;
    for (int i = innermost(sample); i < sample.depth(); i++) {
      Verdict verdict = location(sample.location(i)).verdict();
      if (verdict == Verdict.IGNORED) {
        return false;
      }
      wanted |= verdict == Verdict.WANTED;
    }
    return wanted;
  }

  /**
   * The frames of a sample, the leaf first.
   *
   * @throws ProfileFailure {@code TOO_LARGE} when inlined calls make the stack deeper than the
   *     limit, or all stacks together larger than the profile itself may be
   */
  int[] of(InputSample sample) throws ProfileFailure {
    var stack = new int[Math.max(16, sample.depth() * 2)];
    int depth = 0;
    for (int i = innermost(sample); i < sample.depth(); i++) {
      int[] added = location(sample.location(i)).frames();
      if (depth + added.length > limits.depth()) {
        throw tooLarge("it has a stack of more than " + limits.depth() + " frames");
      }
      if (depth + added.length > stack.length) {
        stack = Arrays.copyOf(stack, Math.max(2 * stack.length, depth + added.length));
      }
      System.arraycopy(added, 0, stack, depth, added.length);
      depth += added.length;
    }
    walked += depth;
    if (walked > limits.decodedBytes()) {
      throw tooLarge("its stacks have more than " + limits.decodedBytes() + " frames");
    }
    return Arrays.copyOf(stack, depth);
  }

  /**
   * The first location of the sample's that is not left out. Looked for from the root on, and only
   * after a location that stays whole: otherwise nothing might be left (google/pprof, {@code
   * Prune}).
   */
  private int innermost(InputSample sample) throws ProfileFailure {
    if (dropped.dropNothing()) {
      return 0;
    }
    boolean stayed = false;
    for (int i = sample.depth() - 1; i >= 0; i--) {
      Cut cut = location(sample.location(i)).cut();
      if (stayed && cut != Cut.NONE) {
        return cut == Cut.BEFORE ? i + 1 : i;
      }
      stayed |= cut == Cut.NONE;
    }
    return 0;
  }

  private LocationFrames location(int number) throws ProfileFailure {
    if (ofLocations[number].equals(UNREAD)) {
      Fields entry = input.locations().entry(number);
      ofLocations[number] = frames(InputLocation.read(entry, input, functions));
    }
    return ofLocations[number];
  }

  private LocationFrames frames(InputLocation whole) throws ProfileFailure {
    int last = whole.calls().size() - 1;
    int drop = last;
    while (drop >= 0 && !dropped.drop(whole.calls().get(drop).function().name())) {
      drop--;
    }
    Cut cut = drop < 0 ? Cut.NONE : drop == last ? Cut.BEFORE : Cut.AFTER;
    InputLocation left = cut == Cut.AFTER ? whole.from(drop + 1) : whole;
    return new LocationFrames(
        frames(left.calls(), left.binary()), cut, rules.verdict(left, functions, matching));
  }

  private int[] frames(List<Call> calls, String binary) {
    if (calls.isEmpty()) {
      return new int[] {2 * rules.place(binary)};
    }
    var frames = new int[calls.size()];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = 2 * place(calls.get(i), binary) + (i < frames.length - 1 ? 1 : 0);
    }
    return frames;
  }

  private int place(Call call, String binary) {
    InputFunction function = call.function();
    if (rules.areLinesApart()) {
      return rules.place(function, binary, SourceLine.of(functions.file(function), call.line()));
    }
    if (function.name().isEmpty()) {
      return rules.place(function, binary);
    }
    if (placesOfFunctions[function.number()] == UNKNOWN) {
      placesOfFunctions[function.number()] = 1 + rules.place(function, binary);
    }
    return placesOfFunctions[function.number()] - 1;
  }

  private static ProfileFailure tooLarge(String how) {
    return new ProfileFailure(Outcome.TOO_LARGE, how);
  }
}
