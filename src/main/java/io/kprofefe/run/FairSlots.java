package io.kprofefe.run;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * So many at once, shared by tenants who may not mean well. No tenant holds more than a share; a
 * slot that comes free goes to whoever holds least, and within a tenant to anybody who waits, so
 * that nobody gains by coming first. Closing turns all away who wait, and who come later.
 */
final class FairSlots {

  private final int perTenant;
  private final Map<String, Tenant> tenants = new HashMap<>();
  private int free;
  private @Nullable String closed;

  /**
   * @param perTenant at most so many of them for one tenant
   */
  FairSlots(int atOnce, int perTenant) {
    this.free = atOnce;
    this.perTenant = perTenant;
  }

  /**
   * Waits for a slot.
   *
   * @throws ProfileFailure {@code CANCELLED} when there will be none any more
   */
  Slot take(String tenant) throws ProfileFailure {
    queued(tenant).acquireUninterruptibly();
    String why = whyClosed();
    if (why != null) {
      throw new ProfileFailure(Outcome.CANCELLED, why);
    }
    return () -> release(tenant);
  }

  /**
   * @param why a sentence for a person
   */
  synchronized void close(String why) {
    closed = why;
    tenants.values().forEach(Tenant::turnAway);
  }

  private synchronized @Nullable String whyClosed() {
    return closed;
  }

  private synchronized Semaphore queued(String name) {
    Tenant tenant = tenants.computeIfAbsent(name, _ -> new Tenant());
    var turn = new Semaphore(0);
    tenant.waiting.add(turn);
    if (closed != null) {
      tenant.turnAway();
    } else {
      serve();
    }
    return turn;
  }

  private synchronized void release(String name) {
    Tenant tenant = Objects.requireNonNull(tenants.get(name), "whoever holds a slot is known");
    tenant.held--;
    free++;
    if (closed == null) {
      serve();
    }
    if (tenant.held == 0 && tenant.waiting.isEmpty()) {
      tenants.remove(name);
    }
  }

  private void serve() {
    while (free > 0) {
      Optional<Tenant> next = next();
      if (next.isEmpty()) {
        return;
      }
      next.get().serve();
      free--;
    }
  }

  private Optional<Tenant> next() {
    return tenants.values().stream()
        .filter(tenant -> !tenant.waiting.isEmpty() && tenant.held < perTenant)
        .min(Comparator.comparingInt(tenant -> tenant.held));
  }

  private static final class Tenant {

    final List<Semaphore> waiting = new ArrayList<>();
    int held;

    void serve() {
      held++;
      int any = ThreadLocalRandom.current().nextInt(waiting.size());
      Semaphore chosen = waiting.set(any, waiting.getLast());
      waiting.removeLast();
      chosen.release();
    }

    void turnAway() {
      waiting.forEach(Semaphore::release);
      waiting.clear();
    }
  }
}
