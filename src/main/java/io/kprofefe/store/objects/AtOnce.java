package io.kprofefe.store.objects;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Asks a store many things at once, but not too many: each is a round trip, and they add up. */
final class AtOnce {

  private static final int REQUESTS = 32;

  private AtOnce() {}

  interface Question<I, O> {
    O of(I each) throws ObjectFailure;
  }

  /**
   * One answer each, in the same order.
   *
   * @throws ObjectFailure of the first that failed; the others are given up
   */
  static <I, O> List<O> each(List<I> all, Question<I, O> question) throws ObjectFailure {
    if (all.size() == 1) {
      return List.of(question.of(all.getFirst()));
    }
    var free = new Semaphore(REQUESTS);
    var answers = new ArrayList<Future<O>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (I one : all) {
        Callable<O> task =
            () -> {
              free.acquire();
              try {
                return question.of(one);
              } finally {
                free.release();
              }
            };
        answers.add(threads.submit(task));
      }
      return collected(answers, threads::shutdownNow);
    }
  }

  private static <O> List<O> collected(List<Future<O>> answers, Runnable giveUp)
      throws ObjectFailure {
    var all = new ArrayList<O>(answers.size());
    try {
      for (Future<O> answer : answers) {
        all.add(answer.get());
      }
      return all;
    } catch (ExecutionException failed) {
      giveUp.run();
      switch (failed.getCause()) {
        case ObjectFailure failure -> throw failure;
        case RuntimeException ours -> throw ours;
        case null, default -> throw new IllegalStateException(failed);
      }
    } catch (InterruptedException ended) {
      giveUp.run();
      Thread.currentThread().interrupt();
      throw ObjectFailure.ended();
    }
  }
}
