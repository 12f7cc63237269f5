package io.kprofefe.run;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.scrape.MemoryShare;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of all bodies in memory, whatever their number. A body asks for more while it grows, so
 * that a target which sends little, slowly, holds little; and no tenant gets more than a share.
 *
 * <p>Bodies that all wait for each other to end would wait forever. So room for one body of the
 * largest size is set aside; one at a time may grow into it, and that one always comes to its end.
 * It is of the tenant who holds least: else whoever has many that wait would have it all the time.
 */
final class ByteBudget {

  private final long shared;
  private final long perTenant;
  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Long> byTenant = new HashMap<>();
  private final Set<Share> waiting = new HashSet<>();
  private long held;
  private @Nullable Share favoured;
  private @Nullable String closed;

  /**
   * @param all in bytes, at least the largest
   * @param largest that one share may grow to, in bytes
   * @param tenantRatio of what is not set aside, for one tenant; over 0, at most 1
   */
  ByteBudget(long all, long largest, double tenantRatio) {
    if (all < largest) {
      throw new IllegalArgumentException(
          "%d bytes are less than one of %d".formatted(all, largest));
    }
    this.shared = all - largest;
    this.perTenant = (long) (shared * tenantRatio);
  }

  /** A share for one body, empty yet. */
  Share share(String tenant) {
    return new Share(tenant);
  }

  /**
   * Turns all away who wait, and who come later.
   *
   * @param why a sentence for a person
   */
  void close(String why) {
    lock.lock();
    try {
      closed = why;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Held until it is closed. For one thread. */
  final class Share implements MemoryShare, AutoCloseable {

    private final String tenant;
    private long fromShared;
    private long setAside;

    private Share(String tenant) {
      this.tenant = tenant;
    }

    @Override
    public void resize(long bytes) throws ProfileFailure {
      lock.lock();
      try {
        long more = bytes - fromShared - setAside;
        if (more <= 0) {
          giveBack(-more);
        } else {
          grow(more);
        }
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      lock.lock();
      try {
        giveBack(fromShared + setAside);
      } finally {
        lock.unlock();
      }
    }

    private void grow(long more) throws ProfileFailure {
      waiting.add(this);
      try {
        while (closed == null) {
          if (favoured == this) {
            setAside += more;
            return;
          }
          if (hasRoomFor(more)) {
            takeShared(more);
            return;
          }
          if (favoured == null && holdsLeast()) {
            favoured = this;
          } else {
            changed.awaitUninterruptibly();
          }
        }
      } finally {
        waiting.remove(this);
        changed.signalAll(); // somebody else may hold least now
      }
      throw new ProfileFailure(Outcome.CANCELLED, closed);
    }

    private boolean hasRoomFor(long more) {
      return held + more <= shared && heldByTenant() + more <= perTenant;
    }

    /** Of all who wait, or as little as another. */
    private boolean holdsLeast() {
      return waiting.stream().allMatch(other -> heldByTenant() <= other.heldByTenant());
    }

    private long heldByTenant() {
      return byTenant.getOrDefault(tenant, 0L);
    }

    private void giveBack(long bytes) {
      long ofSetAside = Math.min(bytes, setAside);
      setAside -= ofSetAside;
      takeShared(ofSetAside - bytes);
      if (favoured != null) {
        favoured.leaveWhatIsSetAside();
      }
      changed.signalAll();
    }

    /** For the next one, as soon as it finds room among the others. */
    private void leaveWhatIsSetAside() {
      if (hasRoomFor(setAside)) {
        takeShared(setAside);
        setAside = 0;
        favoured = null;
      }
    }

    private void takeShared(long bytes) {
      fromShared += bytes;
      held += bytes;
      byTenant.merge(tenant, bytes, (before, more) -> before + more == 0 ? null : before + more);
    }
  }
}
