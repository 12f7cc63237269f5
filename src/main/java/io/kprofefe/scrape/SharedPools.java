package io.kprofefe.scrape;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import okhttp3.ConnectionPool;

/**
 * OkHttp's pools, each for some visits. Each of its calls looks through a whole pool, and each of
 * its tasks at all pools: one for everybody costs as much with 5,000 targets as one for each, which
 * took half the CPU time of such a run. What is in a pool is its visit's alone all the same, for
 * that has its own {@link NoNames}.
 */
final class SharedPools {

  private static final int POOLS = 64;
  private static final int AS_MANY_AS_THERE_ARE = Integer.MAX_VALUE;

  private final List<ConnectionPool> pools =
      Stream.generate(() -> new ConnectionPool(AS_MANY_AS_THERE_ARE, 1, TimeUnit.SECONDS))
          .limit(POOLS)
          .toList();

  private final AtomicInteger given = new AtomicInteger();

  ConnectionPool next() {
    return pools.get(given.getAndIncrement() & (POOLS - 1));
  }
}
