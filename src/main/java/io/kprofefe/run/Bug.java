package io.kprofefe.run;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.Untrusted;

/**
 * What our own code should never throw. It costs the one profile or pod that brought it about, and
 * is said there; the log has the stack trace, once for each.
 */
final class Bug {

  private static final System.Logger LOG = System.getLogger(Bug.class.getName());

  private Bug() {}

  /**
   * @param of what was being done, such as {@code shop/web-2 heap}
   */
  static ProfileFailure failure(Outcome outcome, String of, RuntimeException thrown) {
    return new ProfileFailure(outcome, reason(of, thrown), thrown);
  }

  static String reason(String of, RuntimeException thrown) {
    LOG.log(System.Logger.Level.ERROR, "a bug of kprofefe, please report it: " + of, thrown);
    return "a bug of kprofefe, please report it: " + Untrusted.shown(thrown.toString());
  }
}
