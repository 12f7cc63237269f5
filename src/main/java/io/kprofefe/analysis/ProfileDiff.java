package io.kprofefe.analysis;

import io.kprofefe.profile.PprofLimits;
import io.kprofefe.profile.ProfileFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Two sets of profiles compared: what each function costs before and after, in the figures of
 * {@code go tool pprof -diff_base}, divided by what makes the sets comparable. One profile is in
 * memory at a time. Not for several threads.
 */
public final class ProfileDiff {

  private final Places places = new Places();
  private final FrameReader reader;
  private final Map<Side, ProfileSum> sides = new EnumMap<>(Side.class);
  private final Optional<FlameDiff> flames;

  /** Which of the two. */
  public enum Side {
    BEFORE,
    AFTER
  }

  /**
   * @param limits of each profile
   * @param drawn whether a page will be asked for: it needs all stacks, and memory for them
   */
  public ProfileDiff(TopView view, PprofLimits limits, boolean drawn) {
    this.reader = new FrameReader(view, places, limits);
    this.flames = drawn ? Optional.of(new FlameDiff(places)) : Optional.empty();
    for (Side side : Side.values()) {
      sides.put(side, new ProfileSum());
    }
  }

  /**
   * Reads a profile, gzipped or not, and adds it: see {@link InputProfile#read} and {@link
   * #add(Side, InputProfile)}.
   *
   * @throws IOException only what the stream itself throws
   */
  public void add(Side side, InputStream profile)
      throws ProfileFailure, AnalysisException, IOException {
    add(side, reader.input(profile));
  }

  /**
   * Adds a profile. After an exception nothing of it was added.
   *
   * @throws ProfileFailure when a stack of it is over a limit
   * @throws AnalysisException when it does not have the sample type, in the unit, of those before
   *     it
   */
  public void add(Side side, InputProfile profile) throws ProfileFailure, AnalysisException {
    var stacks = new FlameStacks();
    FrameReader.Stacks kept = flames.isPresent() ? FlameDiff.into(stacks) : FrameReader.Stacks.NONE;
    FrameReader.Read read = reader.read(profile, kept);
    side(side).add(read);
    flames.ifPresent(flame -> flame.add(side, stacks));
  }

  /** Whether a side has no profile. */
  public boolean isEmpty(Side side) {
    return side(side).isEmpty();
  }

  /**
   * Both sides, divided.
   *
   * @param asked what by; empty for what is honest for the sample type
   * @throws AnalysisException when a side has no profile, or one does not say how long it took and
   *     that is asked for
   */
  public Comparison compared(Optional<Per> asked) throws AnalysisException {
    SampleType type = reader.sampleType().orElseThrow(ProfileDiff::nothing);
    if (isEmpty(Side.BEFORE) || isEmpty(Side.AFTER)) {
      throw nothing();
    }
    Per per = asked.orElse(Per.of(type, isTimed()));
    if (per == Per.SECOND && !isTimed()) {
      throw new AnalysisException(
          "a profile does not say how long it took: it cannot be compared per second");
    }
    Costs before = side(Side.BEFORE).costs();
    Costs after = side(Side.AFTER).costs();
    return new Comparison(
        type,
        per,
        side(Side.BEFORE).size(),
        side(Side.AFTER).size(),
        change(per, before.total(), after.total()),
        change(per, before.lookedAt(), after.lookedAt()),
        rows(per));
  }

  /**
   * Writes the after side as a flame graph, each frame coloured by what became of it, as one HTML
   * page that needs nothing but itself; the stream stays open.
   *
   * @param title as plain text; the sample type and what it is divided by are added to it
   * @throws IllegalStateException when it was not said that it would be asked for
   */
  public void writeHtml(String title, Comparison compared, OutputStream out) throws IOException {
    FlameDiff drawn =
        flames.orElseThrow(() -> new IllegalStateException("no stacks were kept for a page"));
    double scale =
        side(Side.AFTER).divisor(compared.per()) / side(Side.BEFORE).divisor(compared.per());
    drawn.writeHtml(title + " · " + compared.per().meaning(), compared.sampleType(), scale, out);
  }

  private List<DiffRow> rows(Per per) {
    var rows = new ArrayList<DiffRow>();
    Costs before = side(Side.BEFORE).costs();
    Costs after = side(Side.AFTER).costs();
    for (int place = 0; place < places.size(); place++) {
      Change flat = change(per, before.flat(place), after.flat(place));
      Change cum = change(per, before.cum(place), after.cum(place));
      if (flat.amount() != 0 || cum.amount() != 0) {
        Place where = places.get(place);
        rows.add(new DiffRow(where.shown(), where.source(), flat, cum));
      }
    }
    rows.sort(DiffRow.BY_CHANGE);
    return rows;
  }

  private Change change(Per per, long before, long after) {
    return new Change(
        before / side(Side.BEFORE).divisor(per), after / side(Side.AFTER).divisor(per));
  }

  private boolean isTimed() {
    return sides.values().stream().allMatch(ProfileSum::isTimed);
  }

  private ProfileSum side(Side side) {
    return Objects.requireNonNull(sides.get(side));
  }

  private static AnalysisException nothing() {
    return new AnalysisException("there is nothing to compare");
  }
}
