package io.kprofefe.target;

/** As whom a target is asked: what of ours it is shown. The run says so; nothing a pod says can. */
public sealed interface AskedAs {

  /** Whoever: it is shown nothing. */
  AskedAs ANYBODY = new Anybody();

  /** By whom it was granted our credentials for targets. */
  AskedAs GRANTED = new Granted();

  /** See {@link #ANYBODY}. */
  record Anybody() implements AskedAs {}

  /** See {@link #GRANTED}; over TLS alone. */
  record Granted() implements AskedAs {}

  /**
   * As whom the API server knows us: our account there.
   *
   * @param right what that account needs, for whom is refused: completes "needs"
   * @param unchecked whether who answers may have anybody's certificate
   */
  record OwnAccount(String right, boolean unchecked) implements AskedAs {}
}
