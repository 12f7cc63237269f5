package io.kprofefe.analysis;

import io.kprofefe.profile.PprofCheck;
import io.kprofefe.profile.PprofLimits;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.Untrusted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import one.convert.Arguments;
import one.convert.CallStack;
import one.convert.Frame;

/**
 * A flame graph of one or many profiles as one HTML page; of several services each is a first
 * frame. One profile is in memory at a time. Not for several threads.
 */
public final class FlameGraph {

  /** A browser's canvas ends at 2047 rows of 16 pixels. */
  private static final int DEEPEST = 1024;

  /** In percent: a tenth of a pixel on a wide screen, as flamegraph.pl leaves out. */
  private static final double NARROWEST = 0.005;

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
        stacks.add(frames.of(sample), DEEPEST, sample.value(index));
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
    String unit = type.chosen().map(SampleType::unit).orElse("samples");
    String whole = type.chosen().map(chosen -> title + " · " + chosen).orElse(title);
    var arguments = new Arguments();
    arguments.title = FlamePage.escaped(Untrusted.shown(whole));
    arguments.minwidth = NARROWEST;
    arguments.inverted = true; // the root at the top, where a page opens
    var graph = new one.convert.FlameGraph(arguments);
    long narrowest = (long) Math.ceil(total() * NARROWEST / 100);
    services.forEach((service, stacks) -> addTo(graph, service, stacks, narrowest));
    var drawn = new ByteArrayOutputStream();
    graph.dump(drawn);
    out.write(
        FlamePage.of(drawn.toString(StandardCharsets.UTF_8), unit)
            .getBytes(StandardCharsets.UTF_8));
  }

  private double total() {
    return services.values().stream().mapToDouble(FlameStacks::total).sum();
  }

  private void addTo(
      one.convert.FlameGraph graph, String service, FlameStacks stacks, long narrowest) {
    stacks.forEach(
        narrowest,
        (frames, value) -> {
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
