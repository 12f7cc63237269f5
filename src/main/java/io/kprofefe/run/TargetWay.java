package io.kprofefe.run;

import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.scrape.Scraper;
import io.kprofefe.scrape.Visit;
import io.kprofefe.target.Handler;
import io.kprofefe.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * The way of one target's profiles: what answers at once, one after the other; then what samples,
 * all at the same time; then a trace. Safe for use by many threads.
 */
final class TargetWay {

  private final Scraper scraper;
  private final FairSlots connections;
  private final ProfileWay way;
  private final Progress progress;

  TargetWay(Scraper scraper, FairSlots connections, ProfileWay way, Progress progress) {
    this.scraper = scraper;
    this.connections = connections;
    this.way = way;
    this.progress = progress;
  }

  /** Goes it to its end. Who waits here for others has no connection that those could wait for. */
  List<ProfileEnd> go(Target target) {
    progress.wanted(target.handlers().size());
    List<Handler> sampled = target.sampled();
    var ends = new ArrayList<ProfileEnd>();
    var beside = new ArrayList<Future<ProfileEnd>>();
    try (var _ = connections.take(target.identity().namespace());
        var visit = scraper.visit(target)) {
      target.atOnce().forEach(handler -> ends.add(ask(visit, target, handler)));
      sampled.stream().skip(1).forEach(handler -> beside.add(started(target, handler)));
      sampled.stream().limit(1).forEach(handler -> ends.add(ask(visit, target, handler)));
    } catch (ProfileFailure stopped) {
      return target.handlers().stream().map(handler -> none(target, handler, stopped)).toList();
    }
    beside.forEach(each -> ends.add(joined(each)));
    target.traces().forEach(handler -> ends.add(alone(target, handler)));
    return ends;
  }

  private Future<ProfileEnd> started(Target target, Handler handler) {
    var task = new FutureTask<>(() -> alone(target, handler));
    Thread.startVirtualThread(task);
    return task;
  }

  private ProfileEnd alone(Target target, Handler handler) {
    try (var _ = connections.take(target.identity().namespace());
        var visit = scraper.visit(target)) {
      return ask(visit, target, handler);
    } catch (ProfileFailure stopped) {
      return none(target, handler, stopped);
    }
  }

  private ProfileEnd ask(Visit visit, Target target, Handler handler) {
    return told(way.go(visit, target, handler));
  }

  private ProfileEnd none(Target target, Handler handler, ProfileFailure stopped) {
    return told(ProfileEnd.failed(target, handler, stopped, 0));
  }

  private ProfileEnd told(ProfileEnd end) {
    progress.ended(end);
    return end;
  }

  private static ProfileEnd joined(Future<ProfileEnd> beside) {
    try {
      return beside.get();
    } catch (ExecutionException bug) {
      throw new IllegalStateException("a profile's thread died", bug.getCause());
    } catch (InterruptedException impossible) {
      throw new IllegalStateException("nobody interrupts who waits for a profile", impossible);
    }
  }
}
