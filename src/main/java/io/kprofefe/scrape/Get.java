package io.kprofefe.scrape;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import java.io.IOException;
import java.net.ProtocolException;
import okhttp3.Call;
import okhttp3.Response;
import okio.BufferedSource;

/** One GET, from its first packet to the last byte of its body. For one thread. */
record Get(
    Call call, ProfileUrl url, TimeLimit limit, CallsInFlight calls, Loss loss, long maxBytes) {

  /** What OkHttp says of a head without a length; what is less, a target made up. */
  private static final long UNANNOUNCED = -1;

  /** Returns when the head has come; the time limit stands still then. */
  Answer answer() throws ProfileFailure {
    calls.begin(call);
    limit.run();
    try {
      var answer = new Answer(this, call.execute());
      limit.pause();
      return answer;
    } catch (IOException lost) {
      end();
      throw loss.of(lost);
    }
  }

  /** The whole body, counted while it comes. */
  byte[] read(Response response) throws ProfileFailure {
    long announced = response.body().contentLength();
    if (announced < UNANNOUNCED) {
      throw loss.notHttp(new ProtocolException("a length of " + announced));
    }
    if (announced > maxBytes) {
      throw tooLarge();
    }
    limit.run();
    try {
      BufferedSource body = response.body().source();
      if (body.request(maxBytes + 1)) {
        throw tooLarge();
      }
      return body.readByteArray();
    } catch (IOException lost) {
      throw loss.of(lost);
    }
  }

  void end() {
    limit.pause();
    calls.end(call);
  }

  private ProfileFailure tooLarge() {
    return new ProfileFailure(
        Outcome.TOO_LARGE, url + " sends more than the " + maxBytes + " bytes allowed");
  }
}
