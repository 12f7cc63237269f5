package io.kprofefe.run;

import io.kprofefe.kubernetes.ListingException;
import io.kprofefe.kubernetes.ListingException.Problem;
import io.kprofefe.target.Discovered;
import io.kprofefe.target.NotSampled;
import io.kprofefe.target.Skipped;
import io.kprofefe.target.Target;
import io.kprofefe.target.TargetIdentity;
import io.kprofefe.target.Unannotated;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Lists what there is and hands each target on as soon as it is known. To be used once. */
final class Discovery {

  private final TargetSearch search;
  private final StageWatch listing = new StageWatch();
  private final List<Target> targets = new ArrayList<>();
  private final List<Skipped> skipped = new ArrayList<>();
  private final Set<TargetIdentity> notSampled = new HashSet<>();
  private Optional<Problem> problem = Optional.empty();
  private Optional<String> error = Optional.empty();

  Discovery(TargetSearch search) {
    this.search = search;
  }

  /** Lists on a thread of its own, which a stop interrupts. Returns when that has ended. */
  Found find(Stop stop, Consumer<Target> each) {
    try (var lister = Executors.newVirtualThreadPerTaskExecutor()) {
      lister.execute(() -> list(each));
      stop.whenRequested(lister::shutdownNow);
    }
    if (problem.isPresent() && stop.cause().isPresent()) {
      problem = Optional.empty();
      error = Optional.of("not all pods were listed: " + stop.cause().get().reason());
    }
    targets.stream().map(Target::identity).forEach(notSampled::remove);
    return new Found(targets, skipped, notSampled, problem, error, listing.time());
  }

  private void list(Consumer<Target> each) {
    try (var _ = listing.enter()) {
      skipped.addAll(search.forEach(discovered -> take(discovered, each)));
    } catch (ListingException failure) {
      ended(failure.problem(), failure.sentence());
    } catch (RuntimeException bug) {
      ended(Problem.FAILED, Bug.reason("listing pods", bug));
    }
  }

  private void ended(Problem with, String sentence) {
    problem = Optional.of(with);
    error = Optional.of(sentence);
  }

  private void take(Discovered discovered, Consumer<Target> each) {
    switch (discovered) {
      case Target target -> {
        targets.add(target);
        each.accept(target);
      }
      case Skipped reason -> skipped.add(reason);
      case NotSampled other -> notSampled.add(other.identity());
      case Unannotated _ -> {} // most pods of a cluster
    }
  }
}
