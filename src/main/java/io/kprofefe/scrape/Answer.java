package io.kprofefe.scrape;

import io.kprofefe.profile.ProfileFailure;
import okhttp3.Response;

/**
 * A 200 whose head has come and whose body has not been read: it costs a connection and no memory,
 * and may wait so for as long as we like. For one thread.
 */
public final class Answer implements AutoCloseable {

  private final Get get;
  private final Response response;
  private boolean whole;

  Answer(Get get, Response response) {
    this.get = get;
    this.response = response;
  }

  /**
   * The bytes as they came, to be called once.
   *
   * @param memory what they may hold: it grows with them, to twice their size for a moment
   * @throws ProfileFailure {@code TIMEOUT}, {@code TOO_LARGE}, {@code INVALID} when it breaks off,
   *     or {@code CANCELLED}
   */
  public byte[] body(MemoryShare memory) throws ProfileFailure {
    byte[] body = get.read(response, memory);
    whole = true;
    return body;
  }

  /** Gives the connection back, or drops it when there may be more to come. */
  @Override
  public void close() {
    if (!whole) {
      get.call().cancel(); // closing alone would first read on, for a while
    }
    response.close();
    get.end();
  }
}
