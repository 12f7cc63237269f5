package io.kprofefe.analysis;

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
    this.type = new ChosenType(sampleType);
  }

  /**
   * Reads a profile, gzipped or not, and adds it: see {@link InputProfile#read} and {@link
   * #add(String, InputProfile)}.
   *
   * @throws IOException only what the stream itself throws
   */
  public void add(String service, InputStream profile)
      throws ProfileFailure, AnalysisException, IOException {
    add(service, InputProfile.read(profile, limits));
  }

  /**
   * Adds a profile of a service. Only values above zero are drawn. After an exception nothing of it
   * was added.
   *
   * @throws ProfileFailure when a stack of it is over a limit
   * @throws AnalysisException when it does not have the sample type
   */
  public void add(String service, InputProfile profile) throws ProfileFailure, AnalysisException {
    int index = type.index(profile);
    var frames = new Frames(profile, rules, limits);
    var stacks = new FlameStacks();
    profile.forEachSample(sample -> {
      if (sample.value(index) > 0) {
        stacks.add(frames.of(sample), FlamePage.DEEPEST, sample.value(index));
      }
    });
    type.decidedBy(profile, index);
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
