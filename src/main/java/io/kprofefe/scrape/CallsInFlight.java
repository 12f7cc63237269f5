package io.kprofefe.scrape;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/**
 * All calls from their first packet to the last byte of their body, so that a stop ends them all.
 * OkHttp's own list forgets a call as soon as its body begins.
 */
final class CallsInFlight {

  private final Set<Call> calls = ConcurrentHashMap.newKeySet();
  private volatile @Nullable String stopped;

  /** Takes the call in before it begins, or refuses it when all has been stopped. */
  void begin(Call call) throws ProfileFailure {
    calls.add(call);
    String why = stopped;
    if (why != null) {
      calls.remove(call);
      throw new ProfileFailure(Outcome.CANCELLED, why);
    }
  }

  void end(Call call) {
    calls.remove(call);
  }

  void stop(String why) {
    stopped = why;
    calls.forEach(Call::cancel);
  }

  /** Why all was stopped; empty while it was not. */
  Optional<String> stopped() {
    return Optional.ofNullable(stopped);
  }
}
