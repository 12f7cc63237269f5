package io.kprofefe.run;

import io.kprofefe.kubernetes.ListingException;
import io.kprofefe.target.Discovered;
import io.kprofefe.target.Sample;
import io.kprofefe.target.Sampling;
import io.kprofefe.target.Skipped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Where targets are looked for, and which of them are taken.
 *
 * @param sources of all shards where there is a sampling: it keeps to its own shard
 * @param sampling which of the targets are taken; empty for all of them
 */
public record TargetSearch(List<TargetSource> sources, Optional<Sampling> sampling) {

  public TargetSearch {
    sources = List.copyOf(sources);
  }

  /** All that are there. */
  public static TargetSearch of(TargetSource... sources) {
    return new TargetSearch(List.of(sources), Optional.empty());
  }

  /**
   * Hands on what each thing turns out to be, while the list is still being read; targets that are
   * sampled, when it has ended, be it before its time. From the calling thread; who is told should
   * only start work.
   *
   * @return what was asked for by name and is not there
   * @throws ListingException when the rest cannot be had
   */
  public List<Skipped> forEach(Consumer<Discovered> each) throws ListingException {
    return sampling.isPresent()
        ? sampled(sampling.get(), each)
        : read((_, found) -> found.forEach(each));
  }

  private List<Skipped> sampled(Sampling sampling, Consumer<Discovered> each)
      throws ListingException {
    var sample = new Sample(sampling, each);
    try {
      return read(sample::add).stream()
          .filter(one -> sampling.isOurs(one.identity().toString()))
          .toList();
    } finally {
      sample.end();
    }
  }

  /** A source that fails costs no more than itself. */
  private List<Skipped> read(BiConsumer<String, List<Discovered>> each) throws ListingException {
    var missing = new ArrayList<Skipped>();
    var troubles = new ListingTroubles();
    for (TargetSource source : sources) {
      troubles.during(() -> missing.addAll(source.forEach(each)));
    }
    troubles.raise();
    return missing;
  }
}
