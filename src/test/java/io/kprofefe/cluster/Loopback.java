package io.kprofefe.cluster;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Addresses of this machine that nobody else uses: pods and servers each have their own. */
final class Loopback {

  private Loopback() {}

  static String address() {
    return addresses(1).getFirst();
  }

  /** Neighbours, in a block of 127.0.0.0/8 that is taken by chance. */
  static List<String> addresses(int count) {
    var random = ThreadLocalRandom.current();
    String block = "127." + random.nextInt(16, 255) + "." + random.nextInt(256) + ".";
    return IntStream.rangeClosed(1, count).mapToObj(last -> block + last).toList();
  }
}
