package io.kprofefe.store.pyroscope;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.PprofSummary;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.profile.StoredType;
import io.kprofefe.store.NewProfile;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What of a profile Pyroscope can make use of. It adds up all it is sent, so what counts from the
 * start of a program, and says so in each profile again, would be counted again with each run.
 * Alloy remembers the profile before and sends the difference; a run remembers nothing.
 *
 * @param name what Alloy calls the type; Pyroscope makes the rest of the type's name from the pprof
 */
record Suited(String name, SentPprof pprof) {

  /** Go's types of samples that count from the start of a program. */
  private static final Set<String> ALLOCATED = Set.of("alloc_objects/count", "alloc_space/bytes");

  /** And of the moment. */
  private static final Set<String> IN_USE = Set.of("inuse_objects/count", "inuse_space/bytes");

  private static final String MEMORY = "memory";
  private static final String MUTEX = "mutex";
  private static final String BLOCK = "block";
  private static final String ALLOCS = "allocs";

  /** Begins the words of its types; the rest is their name. */
  private static final String GODELTAPROF = "godeltaprof_";

  /**
   * As much of it as is of use.
   *
   * @throws ProfileFailure {@code DECLINED} when that is nothing
   */
  static Suited of(NewProfile profile) throws ProfileFailure {
    PprofSummary summary =
        profile.pprof().orElseThrow(() -> declined("it is no pprof, and Pyroscope keeps no other"));
    return switch (profile.type()) {
      case CPU -> whole("process_cpu", profile, summary);
      case HEAP -> inUse(profile, summary);
      case MUTEX, BLOCK -> delta(profile.type().word(), "--delta", profile, summary);
      case OTHER -> other(profile, summary);
      case GOROUTINE, THREADCREATE, TRACE -> whole(profile.type().word(), profile, summary);
    };
  }

  /** The label that says more of a type than {@link StoredType}, which the name says here. */
  static boolean isSaidByName(String label, NewProfile profile) {
    return profile.type() == StoredType.OTHER && label.equals(ProfileType.TYPE_LABEL);
  }

  /** That it was godeltaprof which took the difference, Alloy does not show either. */
  private static Suited other(NewProfile profile, PprofSummary summary) throws ProfileFailure {
    String type =
        profile
            .labels()
            .value(ProfileType.TYPE_LABEL)
            .filter(said -> !said.isEmpty())
            .orElse(profile.type().word());
    return switch (type) {
      case ALLOCS -> delta(ALLOCS, GODELTAPROF + MEMORY, profile, summary);
      case GODELTAPROF + MEMORY -> newlyAllocated(profile, summary);
      case GODELTAPROF + MUTEX, GODELTAPROF + BLOCK ->
          whole(type.substring(GODELTAPROF.length()), profile, summary);
      default -> whole(SeriesLabels.readable(type), profile, summary);
    };
  }

  private static Suited whole(String name, NewProfile profile, PprofSummary summary) {
    return new Suited(name, SentPprof.asItCame(profile.bytes(), summary));
  }

  /**
   * @param way to have one
   */
  private static Suited delta(String name, String way, NewProfile profile, PprofSummary summary)
      throws ProfileFailure {
    if (isDelta(summary)) {
      return whole(name, profile, summary);
    }
    throw declined(
        "it counts from the program's start, and Pyroscope would add it up again with each run:"
            + " only a delta (%s) is of use there".formatted(way));
  }

  /** What a heap profile says of the moment; Go's also says what was allocated from the start. */
  private static Suited inUse(NewProfile profile, PprofSummary summary) throws ProfileFailure {
    return isDelta(summary)
        ? whole(MEMORY, profile, summary)
        : without(
            ALLOCATED,
            "none of its samples is in use, and what was allocated counts from the program's start",
            profile,
            summary);
  }

  /** What is in use goes with the heap profile, under the same name: it would count twice. */
  private static Suited newlyAllocated(NewProfile profile, PprofSummary summary)
      throws ProfileFailure {
    return without(
        IN_USE,
        "nothing was allocated since it was last asked for, and what is in use goes with heap",
        profile,
        summary);
  }

  private static Suited without(
      Set<String> leftOut, String whyNothing, NewProfile profile, PprofSummary summary)
      throws ProfileFailure {
    Set<Integer> places = places(leftOut, summary.sampleTypes());
    if (places.isEmpty()) {
      return whole(MEMORY, profile, summary);
    }
    SentPprof pprof = SentPprof.without(places, profile.bytes());
    if (pprof.samples() == 0) {
      throw declined(whyNothing);
    }
    return new Suited(MEMORY, pprof);
  }

  private static Set<Integer> places(Set<String> wanted, List<String> sampleTypes) {
    return IntStream.range(0, sampleTypes.size())
        .filter(place -> wanted.contains(sampleTypes.get(place)))
        .boxed()
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Only what was taken over a time says how long that was. */
  private static boolean isDelta(PprofSummary summary) {
    return !summary.duration().isZero();
  }

  private static ProfileFailure declined(String why) {
    return new ProfileFailure(Outcome.DECLINED, why);
  }
}
