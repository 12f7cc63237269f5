package io.kprofefe.cli;

import io.kprofefe.analysis.Change;
import io.kprofefe.analysis.Comparison;
import io.kprofefe.analysis.DiffRow;
import io.kprofefe.cli.option.DiffOptions.Limits;
import io.kprofefe.print.ComparedAmounts;
import io.kprofefe.profile.Untrusted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a release may go on. All that is looked at counts: one function that got dearer while
 * another got as much cheaper is no reason to stop. Who wants to know of single functions says so.
 */
record DiffGate(Limits limits) {

  /** When something got dearer by more than it may. */
  static final int EXCEEDED = 2;

  /**
   * What got dearer by more than it may, a sentence each.
   *
   * @throws CommandFailure when that cannot be said: nothing must not pass
   */
  List<String> exceeded(Comparison compared) throws CommandFailure {
    if (limits.isEmpty()) {
      return List.of();
    }
    if (compared.isOfNothing()) {
      String side = compared.lookedAt().before() == 0 ? "before" : "after";
      throw new CommandFailure(
          "nothing to judge: there are no samples " + side + ", so nobody knows what got dearer");
    }
    var sentences = new ArrayList<String>();
    if (limits.total().isPresent()) {
      total(compared, limits.total().get(), sentences);
    }
    if (limits.function().isPresent()) {
      double most = limits.function().get();
      compared
          .functionsDearerThan(most)
          .forEach(row -> sentences.add(sentence(row, compared, most)));
    }
    return sentences;
  }

  private static void total(Comparison compared, double most, List<String> sentences)
      throws CommandFailure {
    if (!compared.canJudgeTotal()) {
      throw new CommandFailure(
          ("--fail-above cannot judge %s: it is counted from the process's start, so only shares can"
                  + " be compared; give --fail-function-above, --per profile, or profiles with a duration")
              .formatted(compared.sampleType()));
    }
    if (compared.totalIsDearerThan(most)) {
      Change all = compared.lookedAt();
      sentences.add(sentence("the total", all, all.before(), "", compared, most));
    }
  }

  private static String sentence(DiffRow row, Comparison compared, double most) {
    return sentence(
        Untrusted.shown(row.shown()),
        row.flat(),
        compared.whole().before(),
        " of the total",
        compared,
        most);
  }

  private static String sentence(
      String what, Change change, double whole, String ofWhat, Comparison compared, double most) {
    var amounts = ComparedAmounts.of(compared);
    return "%s got dearer by %s%s, from %s to %s: allowed is %s"
        .formatted(
            what,
            percent(change.percent(whole).orElseThrow()),
            ofWhat,
            amounts.shown(change.before()),
            amounts.shown(change.after()),
            percent(most));
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.4g", value).replaceFirst("\\.?0+$", "") + "%";
  }
}
