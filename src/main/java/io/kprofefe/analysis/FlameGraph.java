package io.kprofefe.analysis;

import io.kprofefe.profile.PprofCheck;
import io.kprofefe.profile.PprofLimits;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.Untrusted;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import one.convert.CallStack;
import one.convert.Frame;

/**
 * A flame graph of one or many profiles as one HTML page; of several services each is a first
 * frame. One profile is in memory at a time. Not for several threads.
 */
public final class FlameGraph {

  private final PprofLimits limits;
  private final PprofCheck check;
  private final ChosenType type;
  private final Places places = new Places();
  private final FrameRules rules = FrameRules.functions(places);
  private final Map<String, FlameStacks> services = new TreeMap<>();

  /**
   * @param sampleType such as {@code inuse_space}; empty: the first profile's default, else its
   *     last
   * @param limits of each profile
   */
  public FlameGraph(Optional<String> sampleType, PprofLimits limits) {
    this.limits = limits;
    this.check = new PprofCheck(limits);
    this.type = new ChosenType(sampleType);
  }

  /**
   * Adds a profile of a service, gzipped or not. Only values above zero are drawn. After an
   * exception nothing of it was added.
   *
   * @throws ProfileFailure when it is not a sound profile or over a limit
   * @throws AnalysisException when it does not have the sample type
   * @throws IOException only what the stream itself throws
   */
  public void add(String service, InputStream profile)
      throws ProfileFailure, AnalysisException, IOException {
    var input = InputProfile.read(profile, check);
    int index = type.index(input);
    var frames = new Frames(input, rules, limits);
    var stacks = new FlameStacks();
    input.forEachSample(sample -> {
      if (sample.value(index) > 0) {
        stacks.add(frames.of(sample), FlamePage.DEEPEST, sample.value(index));
      }
    });
    type.decidedBy(input, index);
    services.computeIfAbsent(service, _ -> new FlameStacks()).add(stacks);
  }

  /** What the widths count; empty until a profile was added. */
  public Optional<SampleType> sampleType() {
    return type.chosen();
  }

  /**
   * Writes the page, which needs nothing but itself; the stream stays open.
   *
   * @param title as plain text; the sample type is added to it
   */
  public void writeHtml(String title, OutputStream out) throws IOException {
    one.convert.FlameGraph graph = FlamePage.empty(title, type.chosen());
    long narrowest = FlamePage.narrowest(total());
    services.forEach((service, stacks) -> addTo(graph, service, stacks, narrowest));
    out.write(FlamePage.of(graph, type.chosen()));
  }

  private double total() {
    return services.values().stream().mapToDouble(FlameStacks::total).sum();
  }

  private void addTo(
      one.convert.FlameGraph graph, String service, FlameStacks stacks, long narrowest) {
    stacks.forEach(
        narrowest,
        (frames, _, value) -> {
          var stack = new CallStack();
          if (services.size() > 1) {
            stack.push(Untrusted.shown(service), Frame.TYPE_KERNEL);
          }
          for (int frame : frames) {
            stack.push(
                Untrusted.shown(places.get(Frames.place(frame)).shown()),
                Frames.isInlined(frame) ? Frame.TYPE_INLINED : Frame.TYPE_NATIVE);
          }
          graph.addSample(stack, value);
        });
  }
}
