package io.kprofefe.print;

import io.kprofefe.run.RunReport;
import java.util.Optional;

/** How a run ended, for who watches standard error: what failed and why, and a sum. */
public final class RunEnding {

  private RunEnding() {}

  /** Lines for a person; of very many failures the first ones. */
  public static String of(RunReport report) {
    return String.join(
        System.lineSeparator(), new ReportText(report, Optional.empty(), false).ending());
  }
}
