package io.kprofefe.scrape;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import java.io.IOException;
import java.net.ProtocolException;
import okhttp3.Call;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;

/** One GET, from its first packet to the last byte of its body. For one thread. */
record Get(
    Call call, ProfileUrl url, TimeLimit limit, CallsInFlight calls, Loss loss, long maxBytes) {

  /** What OkHttp says of a head without a length; what is less, a target made up. */
  private static final long UNANNOUNCED = -1;

  /** Most profiles are smaller. */
  private static final long FIRST_BYTES = 64 << 10;

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

  /**
   * The whole body, counted while it comes. Memory is asked for as it is filled, not as announced:
   * a large {@code Content-Length} costs us nothing.
   */
  byte[] read(Response response, MemoryShare memory) throws ProfileFailure {
    checkAnnounced(response.body().contentLength());
    BufferedSource body = response.body().source();
    long room = Math.min(FIRST_BYTES, maxBytes + 1);
    memory.resize(room);
    while (has(body, room)) {
      if (room > maxBytes) {
        throw tooLarge();
      }
      room = Math.min(2 * room, maxBytes + 1);
      memory.resize(room);
    }
    return inOnePiece(body, memory);
  }

  private void checkAnnounced(long length) throws ProfileFailure {
    if (length < UNANNOUNCED) {
      throw loss.notHttp(new ProtocolException("a length of " + length));
    }
    if (length > maxBytes) {
      throw tooLarge();
    }
  }

  /** Waits until so many bytes have come, or the last. */
  private boolean has(BufferedSource body, long bytes) throws ProfileFailure {
    limit.run();
    try {
      return body.request(bytes);
    } catch (IOException lost) {
      throw loss.of(lost);
    } finally {
      limit.pause();
    }
  }

  /** For a moment it is there twice. */
  private static byte[] inOnePiece(BufferedSource body, MemoryShare memory) throws ProfileFailure {
    Buffer whole = body.getBuffer();
    long size = whole.size();
    memory.resize(2 * size);
    byte[] bytes = whole.readByteArray();
    memory.resize(size);
    return bytes;
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
