package io.kprofefe.analysis;

import java.time.Duration;
import java.util.List;

/**
 * Two sets of profiles, side by side.
 *
 * @param sampleType what the values count
 * @param per what both sums were divided by
 * @param whole all samples; percentages are of what it was before, as those of {@code go tool pprof
 *     -diff_base}
 * @param lookedAt the samples that were looked for; all of them where none were
 * @param rows the functions that changed, the largest change first
 */
public record Comparison(
    SampleType sampleType,
    Per per,
    Size before,
    Size after,
    Change whole,
    Change lookedAt,
    List<DiffRow> rows) {

  /**
   * How much one side is made of.
   *
   * @param duration of all its profiles together
   */
  public record Size(int profiles, Duration duration) {}

  public Comparison {
    rows = List.copyOf(rows);
  }

  /** What got dearer, the most first. */
  public List<DiffRow> dearer() {
    return rows.stream().filter(DiffRow::isDearer).toList();
  }

  /** What got cheaper, the most first. */
  public List<DiffRow> cheaper() {
    return rows.stream().filter(DiffRow::isCheaper).toList();
  }

  /** Whether one side has no sample that is looked at: there is no saying what became of it. */
  public boolean isOfNothing() {
    return lookedAt.before() == 0 || lookedAt.after() == 0;
  }

  /**
   * Whether what is looked at got dearer or cheaper says something: the shares of all functions are
   * together the same on both sides.
   */
  public boolean canJudgeTotal() {
    return per != Per.TOTAL || !lookedAt.equals(whole);
  }

  /** What is looked at got dearer by more than so many percent of what it was. */
  public boolean totalIsDearerThan(double percent) {
    return lookedAt.isAbove(percent, lookedAt.before());
  }

  /** Functions whose own cost grew by more than so many percent of the whole of before. */
  public List<DiffRow> functionsDearerThan(double percent) {
    return rows.stream().filter(row -> row.flat().isAbove(percent, whole.before())).toList();
  }
}
