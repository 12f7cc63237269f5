package io.kprofefe.store.objects;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

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
    var asking = new Asking<I, O>(question);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        var answers = new ArrayList<Future<O>>();
        for (I one : all) {
          answers.add(threads.submit(asking.task(one)));
          if (asking.failed.get()) {
            break;
          }
        }
        return collected(answers);
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
        throw ObjectFailure.ended();
      } finally {
        threads.shutdownNow();
      }
    }
  }

  /** One question, of which so many are under way at once. */
  private static final class Asking<I, O> {

    private final Question<I, O> question;
    private final Semaphore free = new Semaphore(REQUESTS);
    private final AtomicBoolean failed = new AtomicBoolean();

    private Asking(Question<I, O> question) {
      this.question = question;
    }

    /** Waits until one may be asked. */
    private Callable<O> task(I one) throws InterruptedException {
      free.acquire();
      return () -> {
        try {
          return question.of(one);
        } catch (ObjectFailure failure) {
          failed.set(true);
          throw failure;
        } finally {
          free.release();
        }
      };
    }
  }

  private static <O> List<O> collected(List<Future<O>> answers)
      throws ObjectFailure, InterruptedException {
    var all = new ArrayList<O>(answers.size());
    for (Future<O> answer : answers) {
      try {
        all.add(answer.get());
      } catch (ExecutionException failed) {
        switch (failed.getCause()) {
          case ObjectFailure failure -> throw failure;
          case RuntimeException ours -> throw ours;
          case null, default -> throw new IllegalStateException(failed);
        }
      }
    }
    return all;
  }
}
