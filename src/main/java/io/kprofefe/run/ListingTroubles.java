package io.kprofefe.run;

import io.kprofefe.kubernetes.ListingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What went wrong with several lists, of which each is read whatever became of the others. */
final class ListingTroubles {

  private final List<ListingException> troubles = new ArrayList<>();

  /** Reads a list. */
  interface Reading {
    void read() throws ListingException;
  }

  void during(Reading list) {
    try {
      list.read();
    } catch (ListingException one) {
      troubles.add(one);
    }
  }

  /**
   * Ends it.
   *
   * @throws ListingException when there was any: of the gravest's kind, and with all their
   *     sentences
   */
  void raise() throws ListingException {
    if (troubles.isEmpty()) {
      return;
    }
    ListingException gravest =
        Collections.min(troubles, Comparator.comparing(ListingException::problem));
    throw new ListingException(
        gravest.problem(),
        troubles.stream()
            .map(ListingException::sentence)
            .distinct()
            .collect(Collectors.joining("; ")),
        gravest);
  }
}
