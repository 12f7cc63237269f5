package io.kprofefe.scrape;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.scrape.Callers.Caller;
import io.kprofefe.target.Handler;
import io.kprofefe.target.Target;
import java.util.concurrent.ScheduledExecutorService;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** One target and our connection to it. Asks for one profile after the other; for one thread. */
public final class Visit implements AutoCloseable {

  private final Target target;
  private final ScrapeSettings settings;
  private final OkHttpClient client;
  private final Headers headers;
  private final CountedSocket.Factory sockets;
  private final CallsInFlight calls;
  private final ScheduledExecutorService alarm;
  private @Nullable Silence silence;

  Visit(
      Target target,
      ScrapeSettings settings,
      Route route,
      Caller caller,
      ConnectionPool pool,
      CallsInFlight calls,
      ScheduledExecutorService alarm) {
    this.target = target;
    this.settings = settings;
    this.sockets = new CountedSocket.Factory(route, target);
    this.client =
        caller
            .client()
            .newBuilder()
            .socketFactory(sockets)
            .connectionPool(pool)
            .dns(caller.names())
            .build();
    this.headers = caller.headers();
    this.calls = calls;
    this.alarm = alarm;
  }

  /**
   * Returns when the answer's head has come; for one that samples that is after its seconds. One
   * that answers at once and did not is asked once more; one that samples never, as that would cost
   * the target a second profile.
   *
   * @throws ProfileFailure {@code UNREACHABLE}, {@code TIMEOUT}, {@code HTTP_STATUS}, {@code BUSY},
   *     {@code REDIRECT}, {@code TLS}, {@code TOO_LARGE}, {@code INVALID} or {@code CANCELLED}
   */
  public Answer ask(Handler handler) throws ProfileFailure {
    return handler.samples() ? askOnce(handler) : askTwice(handler);
  }

  /**
   * On a connection of its own: a kept one that the target has just closed looks like a target that
   * died while it sampled, and there is no second try to tell them apart.
   */
  private Answer askOnce(Handler handler) throws ProfileFailure {
    sockets.closeLatest();
    return get(handler);
  }

  private Answer askTwice(Handler handler) throws ProfileFailure {
    if (silence != null) {
      throw silence;
    }
    try {
      return get(handler);
    } catch (ProfileFailure first) {
      if (first.outcome() != Outcome.UNREACHABLE || first instanceof RouteDenied) {
        throw first;
      }
    }
    try {
      return get(handler);
    } catch (Silence again) {
      silence = again;
      throw again;
    }
  }

  private Answer get(Handler handler) throws ProfileFailure {
    ProfileUrl url = ProfileUrl.of(target.endpoint(), handler);
    var wire = new Wire(sockets);
    Request request =
        new Request.Builder()
            .url(url.url())
            .headers(headers)
            .header("Accept-Encoding", "identity") // the wire limit is on what comes
            .header("User-Agent", "kprofefe")
            .tag(Wire.class, wire)
            .build();
    Call call = client.newCall(request);
    var limit = new TimeLimit(alarm, settings.wholeCall(handler), call::cancel);
    var loss = new Loss(url, target, wire, limit, calls, settings.connectTimeout());
    return new Get(call, url, limit, calls, loss, settings.maxProfileBytes()).answer();
  }

  @Override
  public void close() {
    sockets.closeLatest();
  }
}
