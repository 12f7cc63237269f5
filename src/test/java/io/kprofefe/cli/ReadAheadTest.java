package io.kprofefe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.PprofLimits;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.StoredType;
import io.kprofefe.store.ProfileStore;
import io.kprofefe.store.StoreException;
import io.kprofefe.store.StoreException.Problem;
import io.kprofefe.store.StoredProfile;
import io.kprofefe.testing.Profiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A profile is looked at while the next one comes: only a store of ours can tell when that is. */
class ReadAheadTest {

  private static final byte[] SOUND = Profiles.at(Instant.EPOCH);
  private static final List<StoredProfile> THREE =
      Stream.of("a", "b", "c").map(ReadAheadTest::stored).toList();

  private final ProfileStore store = mock();
  private final ReadAhead ahead = new ReadAhead(store, PprofLimits.ofDecoded(1 << 20));

  @AfterEach
  void close() {
    ahead.close();
  }

  @Test
  void the_next_is_read_while_one_is_looked_at() throws Exception {
    var second = new CountDownLatch(1);
    when(store.open(any()))
        .then(asked -> {
          if (asked.getArgument(0).equals("b")) {
            second.countDown();
          }
          return new ByteArrayInputStream(SOUND);
        });
    var ids = new ArrayList<String>();
    ahead.forEach(
        THREE,
        coming -> {
          ids.add(coming.stored().id());
          assertTrue(arrives(second), "the second was not asked for");
        });

    assertEquals(List.of("a", "b", "c"), ids);
  }

  @Test
  void one_that_is_no_profile_costs_itself() throws Exception {
    when(store.open(any())).then(_ -> new ByteArrayInputStream(SOUND));
    when(store.open(eq("b"))).then(_ -> new ByteArrayInputStream(new byte[] {1}));
    var refused = new ArrayList<String>();
    ahead.forEach(
        THREE,
        coming -> {
          try {
            coming.profile();
          } catch (ProfileFailure failure) {
            refused.add(coming.stored().id());
          }
        });

    assertEquals(List.of("b"), refused);
  }

  @Test
  void what_the_store_does_not_give_ends_it_with_the_stores_own_words() throws Exception {
    var gone = new StoreException(Problem.FAILED, "the disk is gone");
    when(store.open(any())).thenThrow(gone);

    assertEquals(gone, assertThrows(StoreException.class, () -> ahead.forEach(THREE, this::use)));
  }

  private void use(ReadAhead.Coming coming) throws IOException {
    try {
      coming.profile();
    } catch (ProfileFailure refused) {
      throw new AssertionError(refused);
    }
  }

  private static boolean arrives(CountDownLatch latch) {
    try {
      return latch.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static StoredProfile stored(String id) {
    return new StoredProfile(id, StoredType.CPU, "web", Labels.NONE, Instant.EPOCH);
  }
}
