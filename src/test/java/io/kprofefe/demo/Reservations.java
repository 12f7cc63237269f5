package io.kprofefe.demo;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** One lock that everybody wants, held for too long: contention. */
final class Reservations implements Work {

  private final Map<Integer, Integer> reserved = new HashMap<>();

  @Override
  public void round() {
    for (int i = 0; i < 20; i++) {
      reserve(ThreadLocalRandom.current().nextInt(1_000));
    }
  }

  private synchronized void reserve(int article) {
    reserved.merge(article, 1, Integer::sum);
    audit();
  }

  /** Under the lock: the mistake that a mutex profile is for. */
  private void audit() {
    for (int again = 0; again < 200; again++) {
      int total = reserved.values().stream().mapToInt(Integer::intValue).sum();
      if (total < 0) {
        reserved.clear();
      }
    }
  }
}
