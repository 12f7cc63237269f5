package io.kprofefe.analysis;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.PprofLimits;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.pprof.Function;
import io.kprofefe.profile.pprof.Line;
import io.kprofefe.profile.pprof.Location;
import io.kprofefe.profile.pprof.Mapping;
import java.util.Arrays;

/**
 * The stacks of one profile as frames: a location with inlined calls is several. A frame is a
 * number, {@code place * 2}, and one more when it is inlined.
 */
final class Frames {

  private static final int UNKNOWN = 0;

  private final InputProfile input;
  private final Places places;
  private final PprofLimits limits;

  /**
   * By the numbers of the input's locations; none until one is looked at, which has at least one.
   */
  private final int[][] ofLocations;

  /** By the numbers of the input's functions: one more than the place, where it has a name. */
  private final int[] placesOfFunctions;

  private long walked;

  Frames(InputProfile input, Places places, PprofLimits limits) {
    this.input = input;
    this.places = places;
    this.limits = limits;
    this.ofLocations = new int[input.locations().size()][];
    Arrays.fill(ofLocations, new int[0]);
    this.placesOfFunctions = new int[input.functions().size()];
  }

  static int place(int frame) {
    return frame >> 1;
  }

  static boolean isInlined(int frame) {
    return (frame & 1) != 0;
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
    for (int i = 0; i < sample.depth(); i++) {
      int[] added = location(sample.location(i));
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

  private int[] location(int number) {
    if (ofLocations[number].length == 0) {
      ofLocations[number] = frames(input.locations().entry(number));
    }
    return ofLocations[number];
  }

  private int[] frames(Fields location) {
    long mappingId = 0;
    var functions = new Numbers();
    while (location.next()) {
      switch (location.field()) {
        case Location.MAPPING_ID_FIELD_NUMBER -> mappingId = location.number();
        case Location.LINE_FIELD_NUMBER -> functions.add(function(location.message()));
        default -> {}
      }
    }
    int lines = functions.size();
    if (lines == 0) {
      return new int[] {frame(places.number(new Place("", binary(mappingId), 0)), false)};
    }
    var frames = new int[lines];
    for (int i = 0; i < lines; i++) {
      frames[i] = frame(place(functions.get(i), mappingId), i < lines - 1);
    }
    return frames;
  }

  private static int frame(int place, boolean inlined) {
    return place * 2 + (inlined ? 1 : 0);
  }

  private static long function(Fields line) {
    long function = 0;
    while (line.next()) {
      if (line.field() == Line.FUNCTION_ID_FIELD_NUMBER) {
        function = line.number();
      }
    }
    return function;
  }

  private int place(long functionId, long mappingId) {
    int number = input.functions().number(functionId);
    if (placesOfFunctions[number] != UNKNOWN) {
      return placesOfFunctions[number] - 1;
    }
    Fields function = input.functions().entry(number);
    long name = 0;
    long systemName = 0;
    long startLine = 0;
    while (function.next()) {
      switch (function.field()) {
        case Function.NAME_FIELD_NUMBER -> name = function.number();
        case Function.SYSTEM_NAME_FIELD_NUMBER -> systemName = function.number();
        case Function.START_LINE_FIELD_NUMBER -> startLine = function.number();
        default -> {}
      }
    }
    String shown = input.text(name).isEmpty() ? input.text(systemName) : input.text(name);
    if (shown.isEmpty()) {
      return places.number(new Place("", binary(mappingId), startLine));
    }
    int place = places.number(Place.named(shown));
    placesOfFunctions[number] = place + 1;
    return place;
  }

  private String binary(long mappingId) {
    if (mappingId == 0) {
      return "";
    }
    Mapping mapping = input.mapping(input.mappings().number(mappingId));
    return input.text(mapping.getFilename());
  }

  private static ProfileFailure tooLarge(String how) {
    return new ProfileFailure(Outcome.TOO_LARGE, how);
  }
}
