package io.kprofefe.analysis;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.PprofLimits;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.pprof.Function;
import io.kprofefe.profile.pprof.Line;
import io.kprofefe.profile.pprof.Location;
import io.kprofefe.profile.pprof.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The stacks of one profile as frames: a location with inlined calls is several. A frame is a
 * number, {@code place * 2}, and one more when it is inlined.
 */
final class Frames {

  private final InputProfile input;
  private final Places places;
  private final PprofLimits limits;
  private final IdMap known = new IdMap();
  private final List<int[]> frames = new ArrayList<>();
  private long walked;

  Frames(InputProfile input, Places places, PprofLimits limits) {
    this.input = input;
    this.places = places;
    this.limits = limits;
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
  int[] of(Sample sample) throws ProfileFailure {
    var stack = new int[Math.max(16, sample.getLocationIdCount())];
    int depth = 0;
    for (int i = 0; i < sample.getLocationIdCount(); i++) {
      int[] added = location(sample.getLocationId(i));
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

  private int[] location(long id) {
    int number = known.get(id);
    if (number == IdMap.ABSENT) {
      number = frames.size();
      known.put(id, number);
      frames.add(frames(input.location(id)));
    }
    return frames.get(number);
  }

  private int[] frames(Location location) {
    String binary = binary(location.getMappingId());
    int lines = location.getLineCount();
    if (lines == 0) {
      return new int[] {frame(new Place("", binary, 0), false)};
    }
    var framesOfLocation = new int[lines];
    for (int i = 0; i < lines; i++) {
      framesOfLocation[i] = frame(place(location.getLine(i), binary), i < lines - 1);
    }
    return framesOfLocation;
  }

  private int frame(Place place, boolean inlined) {
    return places.number(place) * 2 + (inlined ? 1 : 0);
  }

  private Place place(Line line, String binary) {
    Function function = input.function(line.getFunctionId());
    String name = input.string(function.getName()).toString();
    if (name.isEmpty()) {
      name = input.string(function.getSystemName()).toString();
    }
    return name.isEmpty() ? new Place("", binary, function.getStartLine()) : Place.named(name);
  }

  private String binary(long mappingId) {
    return mappingId == 0 ? "" : input.string(input.mapping(mappingId).getFilename()).toString();
  }

  private static ProfileFailure tooLarge(String how) {
    return new ProfileFailure(Outcome.TOO_LARGE, how);
  }
}
