package io.kprofefe.soak;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.profile.pprof.Sample;
import io.kprofefe.testing.Fault;
import io.kprofefe.testing.Pprofs;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;

/** What hostile pods answer with 200. */
final class Bodies {

  private static final int MIB = 1 << 20;
  private static final int OVER_EVERY_STACK = 200_000;

  private Bodies() {}

  /** A 200 with these bytes and their length. */
  static Fault answer(byte[] body) {
    return caller -> {
      caller.readRequest();
      caller.send("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n".formatted(body.length));
      caller.send(body);
    };
  }

  /** As long as the caller listens. */
  static Fault endlessly(String start, String more) {
    byte[] again = more.repeat(1 + 8192 / more.length()).getBytes(ISO_8859_1);
    return caller -> {
      caller.readRequest();
      caller.send(start);
      while (true) {
        caller.send(again);
      }
    };
  }

  /** As much of a head as OkHttp would remember, which is not all of it. */
  static Fault headAndNothing() {
    return caller -> {
      caller.readRequest();
      caller.send("HTTP/1.1 200 OK\r\n" + "X-More: of it\r\n".repeat(17_000));
      caller.waitForTheCallerToGo();
    };
  }

  /** Announces half of a gzipped profile, and sends all of it. */
  static Fault cutByItsLength() {
    byte[] body = Pprofs.gzip(small());
    return caller -> {
      caller.readRequest();
      caller.send("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n".formatted(body.length / 2));
      caller.send(body);
    };
  }

  /** 256 MiB of a field that nobody knows, in a quarter of one. */
  static byte[] bomb() {
    byte[][] parts = new byte[257][];
    Arrays.fill(parts, new byte[MIB]);
    parts[0] = Pprofs.glued(small(), unknownField(256 * MIB));
    return Pprofs.gzip(parts);
  }

  static byte[] truncated() {
    byte[] whole = Pprofs.gzip(small());
    return Arrays.copyOf(whole, whole.length - 12);
  }

  static byte[] two() {
    return Pprofs.glued(Pprofs.gzip(small()), Pprofs.gzip(small()));
  }

  static byte[] withMore() {
    return Pprofs.glued(Pprofs.gzip(small()), "and more".getBytes(ISO_8859_1));
  }

  static byte[] indicesOutOfRange() {
    return gzip(now().addSample(Sample.newBuilder().addLocationId(99).addValue(1)));
  }

  static byte[] emptySamples() {
    return gzip(now().addAllSample(Collections.nCopies(1_000_000, Sample.getDefaultInstance())));
  }

  static byte[] deepStacks() {
    Sample.Builder deep = Sample.newBuilder().addValue(1);
    deep.addAllLocationId(Collections.nCopies(OVER_EVERY_STACK, 1L));
    return gzip(now().addSample(deep));
  }

  static byte[] ofAnHourAgo() {
    return gzip(at(Instant.now().minus(1, ChronoUnit.HOURS)));
  }

  /** Over the limit when unpacked. */
  static byte[] hugeStrings() {
    return gzip(now().addAllStringTable(Collections.nCopies(5, "x".repeat(16 * MIB))));
  }

  /** Takes all the room one body may have, and is nothing. */
  static byte[] almostTooLarge() {
    byte[] body = new byte[8 * MIB - 1];
    new Random(1).nextBytes(body);
    return body;
  }

  private static byte[] unknownField(int length) {
    return new byte[] {
      (byte) 0xa2,
      0x06,
      (byte) (0x80 | length),
      (byte) (0x80 | length >> 7),
      (byte) (0x80 | length >> 14),
      (byte) (0x80 | length >> 21),
      (byte) (length >> 28)
    };
  }

  private static byte[] small() {
    return now().build().toByteArray();
  }

  private static Profile.Builder now() {
    return at(Instant.now());
  }

  static Profile.Builder at(Instant time) {
    return Pprofs.small().setTimeNanos(ChronoUnit.NANOS.between(Instant.EPOCH, time));
  }

  private static byte[] gzip(Profile.Builder profile) {
    return Pprofs.gzip(profile.build().toByteArray());
  }
}
