package io.kprofefe.soak;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.StoredType;
import io.kprofefe.store.DirectoryStore;
import io.kprofefe.store.ProfileQuery;
import io.kprofefe.store.StoreException;
import io.kprofefe.store.StoredProfile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All the good profiles there ever were, each different from every other in its bytes, and how
 * often a directory has each. Safe for use by many threads.
 */
final class Ledger {

  /** A profile that pods handed out, or that was in the spool before. */
  record Good(int run, String pod, StoredType type, Instant time) {}

  private final Map<String, Good> byDigest = new ConcurrentHashMap<>();
  private volatile int run;

  /** What comes from now on belongs to this run. */
  void begin(int run) {
    this.run = run;
  }

  /** The run that goes on. */
  int run() {
    return run;
  }

  void add(int run, String pod, StoredType type, Instant time, byte[] body) {
    byDigest.put(digest(body), new Good(run, pod, type, time));
  }

  /** Returns when so many more have been handed out. */
  void awaitMore(int profiles) throws InterruptedException {
    for (int enough = byDigest.size() + profiles; byDigest.size() < enough; ) {
      Thread.sleep(10);
    }
  }

  /** What this directory has of them. */
  Balance comparedWith(Path directory) throws IOException {
    var store = new DirectoryStore(directory);
    Map<String, Integer> copies = new TreeMap<>();
    var balance = new Balance();
    for (String service : store.services()) {
      for (StoredProfile stored : store.find(everything(service))) {
        String digest = digest(store, stored);
        if (isAsHandedOut(stored, byDigest.get(digest))) {
          copies.merge(digest, 1, Integer::sum);
        } else {
          balance.strange(stored);
        }
      }
    }
    byDigest.forEach((digest, good) -> balance.count(good, copies.getOrDefault(digest, 0)));
    return balance;
  }

  private static boolean isAsHandedOut(StoredProfile stored, @Nullable Good good) {
    return good != null
        && stored.type() == good.type()
        && stored.createdAt().equals(good.time())
        && stored.labels().value("pod").equals(Optional.of(good.pod()));
  }

  private static ProfileQuery everything(String service) {
    Instant now = Instant.now();
    return new ProfileQuery(
        service,
        Optional.empty(),
        now.minus(Duration.ofDays(2)),
        now.plus(Duration.ofDays(2)),
        Labels.NONE,
        OptionalInt.empty());
  }

  private static String digest(DirectoryStore store, StoredProfile stored) throws StoreException {
    try (InputStream bytes = store.open(stored.id())) {
      return digest(bytes.readAllBytes());
    } catch (IOException unreadable) {
      throw new StoreException(
          StoreException.Problem.FAILED, "cannot read " + stored.id(), unreadable);
    }
  }

  private static String digest(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has it", impossible);
    }
  }
}
