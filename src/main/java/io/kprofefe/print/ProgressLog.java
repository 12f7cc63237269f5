package io.kprofefe.print;

import io.kprofefe.profile.Untrusted;
import io.kprofefe.run.ProfileEnd;
import io.kprofefe.run.Progress;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** How each profile ended, as a log line: in place of the bar, for who asks for more. */
public final class ProgressLog implements Progress {

  private static final Logger LOG = System.getLogger(ProgressLog.class.getName());

  @Override
  public void ended(ProfileEnd end) {
    String what = Untrusted.shown(end.target().shown()) + " " + end.handler().name();
    String why = end.reason().isEmpty() ? "" : ": " + end.reason();
    LOG.log(Level.DEBUG, what + ": " + end.outcome().word() + why);
  }
}
