package io.kprofefe.analysis;

import io.kprofefe.analysis.ProfileDiff.Side;
import io.kprofefe.profile.Untrusted;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import one.convert.CallStack;
import one.convert.Frame;

/**
 * Two sets of stacks as one flame graph: as wide as after, and coloured by what became of each
 * frame in itself. What is gone is not drawn. Frames too narrow to be seen in both together are
 * drawn in neither, or one that just falls below on one side would look new.
 */
final class FlameDiff {

  private final Places places;
  private final Map<Side, FlameStacks> sides = new EnumMap<>(Side.class);

  FlameDiff(Places places) {
    this.places = places;
    for (Side side : Side.values()) {
      sides.put(side, new FlameStacks());
    }
  }

  /**
   * Where the stacks of a profile go. Only values above zero are drawn; and a call is the same one
   * when another build inlines it.
   */
  static FrameReader.Stacks into(FlameStacks stacks) {
    return (frames, value) -> {
      if (value > 0) {
        var called = new int[frames.length];
        for (int i = 0; i < frames.length; i++) {
          called[i] = Frames.called(frames[i]);
        }
        stacks.add(called, FlamePage.DEEPEST, value);
      }
    };
  }

  /** Adds the stacks of one profile. */
  void add(Side side, FlameStacks stacks) {
    of(side).add(stacks);
  }

  /**
   * Writes the page.
   *
   * @param scale what before is multiplied by, to stand beside after
   */
  void writeHtml(String title, SampleType type, double scale, OutputStream out) throws IOException {
    var both = new FlameStacks();
    both.add(of(Side.AFTER));
    both.addBefore(of(Side.BEFORE), scale);
    one.convert.FlameGraph graph = FlamePage.empty(title, Optional.of(type));
    one.convert.FlameGraph base = FlamePage.empty(title, Optional.of(type));
    both.forEach(
        FlamePage.narrowest((double) both.total()),
        (frames, before, after) -> {
          if (before > 0) {
            base.addSample(stack(frames), before);
          }
          if (after > 0) {
            graph.addSample(stack(frames), after);
          }
        });
    graph.diff(base);
    out.write(FlamePage.ofDiff(graph, Optional.of(type)));
  }

  private CallStack stack(int[] frames) {
    var stack = new CallStack();
    for (int frame : frames) {
      Place place = places.get(Frames.place(frame));
      stack.push(Untrusted.shown(place.source().shownAfter(place.shown())), Frame.TYPE_NATIVE);
    }
    return stack;
  }

  private FlameStacks of(Side side) {
    return Objects.requireNonNull(sides.get(side));
  }
}
