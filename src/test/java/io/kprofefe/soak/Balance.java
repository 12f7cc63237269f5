package io.kprofefe.soak;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kprofefe.soak.Ledger.Good;
import io.kprofefe.store.StoredProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What a directory has of all the good profiles, and what it should not have. */
final class Balance {

  private final List<Good> lost = new ArrayList<>();
  private final List<Good> twice = new ArrayList<>();
  private final List<StoredProfile> strange = new ArrayList<>();
  private final Map<Integer, Integer> storedByRun = new TreeMap<>();

  void count(Good good, int copies) {
    if (copies == 0) {
      lost.add(good);
    } else {
      storedByRun.merge(good.run(), 1, Integer::sum);
    }
    if (copies > 1) {
      twice.add(good);
    }
  }

  /** It is not, byte for byte, what its labels and its time say. */
  void strange(StoredProfile stored) {
    strange.add(stored);
  }

  /** All is there, once, and nothing else. */
  void assertEven() {
    assertEven(_ -> true);
  }

  /** All of these is there; whatever is there is there once; and nothing else is. */
  void assertEven(Predicate<Good> expected) {
    assertAll(
        () -> assertEquals(List.of(), lost.stream().filter(expected).toList(), "lost"),
        () -> assertEquals(List.of(), twice, "stored twice"),
        () -> assertEquals(List.of(), strange, "never handed out so"));
  }

  /** For a person. */
  @Override
  public String toString() {
    int stored = storedByRun.values().stream().mapToInt(Integer::intValue).sum();
    return "%d profiles stored, %d lost, %d stored twice, %d strange; by run %s"
        .formatted(stored, lost.size(), twice.size(), strange.size(), storedByRun);
  }
}
