package io.kprofefe.run;

import io.kprofefe.kubernetes.ListingException;
import io.kprofefe.target.Discovered;
import io.kprofefe.target.Skipped;
import java.util.List;
import java.util.function.BiConsumer;

/** Where targets come from. */
public interface TargetSource {

  /**
   * Hands on what each thing that is there turns out to be, while the list is still being read,
   * with a name of its own that stays: its UID. From the calling thread; who is told should only
   * start work.
   *
   * @return what was asked for by name and is not there
   * @throws ListingException when the rest cannot be had
   */
  List<Skipped> forEach(BiConsumer<String, List<Discovered>> each) throws ListingException;
}
