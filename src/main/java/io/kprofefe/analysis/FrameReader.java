package io.kprofefe.analysis;

import io.kprofefe.profile.PprofLimits;
import io.kprofefe.profile.ProfileFailure;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads profiles one after the other, all for one sample type: what their functions cost, and their
 * stacks. One profile is in memory at a time.
 */
final class FrameReader {

  private final PprofLimits limits;
  private final ChosenType type;
  private final FrameRules rules;

  /** Is given the stacks that are looked at, the leaf first; values of 0 are left out. */
  interface Stacks {

    /** For who wants the costs alone. */
    Stacks NONE = (_, _) -> {};

    void add(int[] frames, long value);
  }

  /**
   * What one profile says.
   *
   * @param duration zero when it does not say how long it took
   */
  record Read(Costs costs, Duration duration) {}

  /**
   * @param places of all frames
   * @param limits of each profile
   */
  FrameReader(TopView view, Places places, PprofLimits limits) {
    this.limits = limits;
    this.type = new ChosenType(view.sampleType());
    this.rules = new FrameRules(places, view.lines(), view.names());
  }

  /**
   * Reads a profile, gzipped or not, that is to be looked at here; as {@link InputProfile#read}.
   */
  InputProfile input(InputStream profile) throws ProfileFailure, IOException {
    return InputProfile.read(profile, limits);
  }

  /**
   * Looks at a profile. After an exception, stacks may have been handed on already.
   *
   * @throws ProfileFailure when a stack of it is over a limit
   * @throws AnalysisException when it does not have the sample type
   */
  Read read(InputProfile input, Stacks stacks) throws ProfileFailure, AnalysisException {
    int index = type.index(input);
    Costs costs = costs(input, index, stacks);
    type.decidedBy(input, index);
    return new Read(costs, Duration.ofNanos(Math.max(0, input.header().getDurationNanos())));
  }

  /** What the values count; empty until a profile was read. */
  Optional<SampleType> sampleType() {
    return type.chosen();
  }

  private Costs costs(InputProfile input, int index, Stacks stacks) throws ProfileFailure {
    var frames = new Frames(input, rules, limits);
    var costs = new Costs();
    input.forEachSample(sample -> {
      long value = sample.value(index);
      if (value != 0) {
        costs.addToTotal(value);
        if (frames.areWanted(sample)) {
          int[] stack = frames.of(sample);
          costs.add(stack, value);
          stacks.add(stack, value);
        }
      }
    });
    return costs;
  }
}
