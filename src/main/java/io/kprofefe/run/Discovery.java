package io.kprofefe.run;

import io.kprofefe.kubernetes.ListingException;
import io.kprofefe.kubernetes.ListingException.Problem;
import io.kprofefe.kubernetes.Pods;
import io.kprofefe.target.AnnotationFamily;
import io.kprofefe.target.Discovered;
import io.kprofefe.target.Pod;
import io.kprofefe.target.Skipped;
import io.kprofefe.target.Target;
import io.kprofefe.target.Unannotated;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Lists the pods and hands each target on while the list is still coming. To be used once. */
final class Discovery {

  private final Pods pods;
  private final AnnotationFamily family;
  private final StageWatch listing = new StageWatch();
  private final List<Target> targets = new ArrayList<>();
  private final List<Skipped> skipped = new ArrayList<>();
  private Optional<Problem> problem = Optional.empty();
  private Optional<String> error = Optional.empty();

  Discovery(Pods pods, AnnotationFamily family) {
    this.pods = pods;
    this.family = family;
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
    return new Found(targets, skipped, problem, error, listing.time());
  }

  private void list(Consumer<Target> each) {
    try (var _ = listing.enter()) {
      skipped.addAll(pods.forEach(pod -> discover(pod, each)));
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

  private void discover(Pod pod, Consumer<Target> each) {
    for (Discovered discovered : discovered(pod)) {
      switch (discovered) {
        case Target target -> {
          targets.add(target);
          each.accept(target);
        }
        case Skipped reason -> skipped.add(reason);
        case Unannotated _ -> {} // most pods of a cluster
      }
    }
  }

  private List<Discovered> discovered(Pod pod) {
    try {
      return family.discover(pod);
    } catch (RuntimeException bug) {
      return List.of(new Skipped(pod.identity(), Bug.reason(pod.identity().toString(), bug)));
    }
  }
}
