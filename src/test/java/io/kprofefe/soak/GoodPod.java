package io.kprofefe.soak;

import io.kprofefe.profile.StoredType;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.testing.Conversation;
import io.kprofefe.testing.Fault;
import io.kprofefe.testing.Pprofs;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A pod that means well and notes what it hands out, each time another profile. Its {@code mutex}
 * is empty, as it is on a calm program.
 */
final class GoodPod implements Fault {

  /** Ways of HTTP and gzip that are rare, and right. */
  enum Manner {
    KEEPS_ALIVE,
    HTTP_1_0,
    CHUNKED,
    STAYS_OPEN,
    SEVERAL_MEMBERS,
    LARGE
  }

  private static final int LARGE_BYTES = 3 << 20;
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final String name;
  private final Manner manner;
  private final Ledger ledger;

  GoodPod(String name, Manner manner, Ledger ledger) {
    this.name = name;
    this.manner = manner;
    this.ledger = ledger;
  }

  @Override
  public void meet(Conversation caller) throws IOException, InterruptedException {
    boolean again = true;
    while (again) {
      String asked = caller.readRequest().target();
      int run = ledger.run();
      Instant now = Instant.now();
      if (asked.contains("seconds=")) {
        Thread.sleep(1000L * Long.parseLong(asked.substring(asked.lastIndexOf('=') + 1)));
      }
      again = answer(caller, profile(run, asked, now));
    }
  }

  private byte[] profile(int run, String asked, Instant now) {
    if (asked.endsWith("/mutex")) {
      return Pprofs.gzip(Bodies.at(now).clearSample().build().toByteArray());
    }
    StoredType type =
        asked.contains("/profile?")
            ? StoredType.CPU
            : asked.endsWith("/heap") ? StoredType.HEAP : StoredType.GOROUTINE;
    byte[] body = body(type, unlikeAnyOther(now));
    ledger.add(run, name, type, now, body);
    return body;
  }

  static Profile.Builder unlikeAnyOther(Instant time) {
    Profile.Builder profile = Bodies.at(time);
    return profile
        .addStringTable("profile " + NUMBERS.incrementAndGet())
        .addComment(profile.getStringTableCount() - 1L);
  }

  private byte[] body(StoredType type, Profile.Builder profile) {
    if (manner == Manner.LARGE && type == StoredType.HEAP) {
      return profile.addStringTable("x".repeat(LARGE_BYTES)).build().toByteArray();
    }
    byte[] plain = profile.build().toByteArray();
    int half = plain.length / 2;
    return manner == Manner.SEVERAL_MEMBERS
        ? Pprofs.gzip(Arrays.copyOf(plain, half), Arrays.copyOfRange(plain, half, plain.length))
        : Pprofs.gzip(plain);
  }

  /** True when it goes on listening. */
  private boolean answer(Conversation caller, byte[] body) throws IOException {
    switch (manner) {
      case HTTP_1_0 -> caller.send("HTTP/1.0 200 OK\r\n\r\n");
      case CHUNKED ->
          caller.send(
              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x;odd=1\r\n"
                  .formatted(body.length));
      case STAYS_OPEN ->
          caller.send(
              "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
                  .formatted(body.length));
      default ->
          caller.send("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n".formatted(body.length));
    }
    caller.send(body);
    if (manner == Manner.CHUNKED) {
      caller.send("\r\n0\r\nTrailer: too\r\n\r\n");
    }
    if (manner == Manner.STAYS_OPEN) {
      caller.waitForTheCallerToGo();
    }
    return manner != Manner.HTTP_1_0;
  }
}
