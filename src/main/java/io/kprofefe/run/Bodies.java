package io.kprofefe.run;

import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.scrape.MemoryShare;

/** The bodies that are being read or held: so many, and so many bytes, of each tenant a share. */
final class Bodies {

  private final FairSlots slots;
  private final ByteBudget budget;

  Bodies(FairSlots slots, ByteBudget budget) {
    this.slots = slots;
    this.budget = budget;
  }

  /**
   * Waits until there may be one more.
   *
   * @throws ProfileFailure {@code CANCELLED} when there will be none any more
   */
  Held hold(String tenant) throws ProfileFailure {
    return new Held(slots.take(tenant), budget.share(tenant));
  }

  /**
   * @param why a sentence for a person
   */
  void close(String why) {
    slots.close(why);
    budget.close(why);
  }

  /** One body's place and bytes. For one thread. */
  record Held(Slot slot, ByteBudget.Share share) implements MemoryShare, AutoCloseable {

    @Override
    public void resize(long bytes) throws ProfileFailure {
      share.resize(bytes);
    }

    @Override
    public void close() {
      share.close();
      slot.close();
    }
  }
}
