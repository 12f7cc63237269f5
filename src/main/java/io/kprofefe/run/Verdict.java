package io.kprofefe.run;

import static io.kprofefe.profile.Outcome.DECLINED;
import static io.kprofefe.profile.Outcome.EMPTY;
import static io.kprofefe.profile.Outcome.SPOOLED;
import static io.kprofefe.profile.Outcome.STORED;
import static io.kprofefe.profile.Outcome.UNDELIVERED;
import static io.kprofefe.profile.Outcome.UNKNOWN;
import static io.kprofefe.profile.Outcome.UNREACHABLE;

import io.kprofefe.kubernetes.ListingException;
import io.kprofefe.profile.Outcome;
import io.kprofefe.target.Via;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a run has come to, and the one place where that becomes an exit code.
 *
 * @param stopped why it ended early
 * @param listing why the pods could not be listed to the end
 */
record Verdict(
    Optional<Stop.Cause> stopped,
    Optional<ListingException.Problem> listing,
    List<ProfileEnd> ends,
    double maxFailureRatio) {

  private static final Set<Outcome> NOT_ATTEMPTED = Set.of(EMPTY, DECLINED);

  /** Where several codes fit: a signal, 77, 75, 64, 70. */
  ExitCode exitCode() {
    if (stopped.isPresent() && stopped.get() != Stop.Cause.DEADLINE) {
      return stopped.get() == Stop.Cause.SIGINT ? ExitCode.INTERRUPTED : ExitCode.TERMINATED;
    }
    if (isDenied()) {
      return ExitCode.DENIED;
    }
    if (anotherTryCanHelp()) {
      return ExitCode.TRANSIENT;
    }
    if (listingWasAskedWrongly()) {
      return ExitCode.USAGE;
    }
    return isPartial() ? ExitCode.PARTIAL : ExitCode.OK;
  }

  private boolean isDenied() {
    return ended(ListingException.Problem.DENIED)
        || ends.stream().anyMatch(ProfileEnd::denied)
        || ends.stream().flatMap(end -> end.deliveries().stream()).anyMatch(Delivery::denied);
  }

  /** Only while no copy can be anywhere: what may be stored would be stored twice. */
  private boolean anotherTryCanHelp() {
    Set<Outcome> delivered = delivered();
    boolean somebodyWasAway =
        ended(ListingException.Problem.TRANSIENT)
            || delivered.contains(UNDELIVERED)
            || ends.stream().anyMatch(Verdict::metNoApiServer);
    return somebodyWasAway
        && !delivered.contains(STORED)
        && !delivered.contains(SPOOLED)
        && !delivered.contains(UNKNOWN);
  }

  /** Where it alone is asked for, there is no list that would tell. */
  private static boolean metNoApiServer(ProfileEnd end) {
    return end.outcome() == UNREACHABLE && end.target().endpoint().via() == Via.API_SERVER;
  }

  /** A selector or an address that is wrong is wrong from the first page on. */
  private boolean listingWasAskedWrongly() {
    return ended(ListingException.Problem.FAILED) && ends.isEmpty();
  }

  private boolean isPartial() {
    return stopped.isPresent()
        || listing.isPresent()
        || ends.stream().anyMatch(end -> end.outcome() == SPOOLED)
        || failureRatio() > maxFailureRatio;
  }

  /** Failed ÷ (attempted − empty − declined); 0 when nothing was attempted. */
  private double failureRatio() {
    long failed = ends.stream().filter(end -> end.outcome().isFailure()).count();
    long attempted = ends.stream().filter(end -> !NOT_ATTEMPTED.contains(end.outcome())).count();
    return attempted == 0 ? 0 : (double) failed / attempted;
  }

  private boolean ended(ListingException.Problem with) {
    return listing.isPresent() && listing.get() == with;
  }

  private Set<Outcome> delivered() {
    return ends.stream()
        .flatMap(end -> end.deliveries().stream())
        .map(Delivery::outcome)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Outcome.class)));
  }
}
