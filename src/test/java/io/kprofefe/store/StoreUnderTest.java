package io.kprofefe.store;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.StoredType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;

/** A fresh store for each test, and how tests speak with it. */
public abstract class StoreUnderTest {

  /** The times inside the bodies made by hand: a store may file by them, whatever it is told. */
  static final Instant AT_1000 = Instant.parse("2026-11-20T10:00:00Z");

  static final Instant AT_1000_AND_A_HALF = Instant.parse("2026-11-20T10:00:00.5Z");
  static final Instant AT_1001 = Instant.parse("2026-11-20T10:01:00Z");

  static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
  static final Instant FAR_AHEAD = Instant.parse("2030-01-01T00:00:00Z");

  ProfileStore store;

  /** A fresh store with nothing in it. */
  protected abstract ProfileStore emptyStore() throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    store = emptyStore();
  }

  protected final StoredProfile write(String service, Instant time, String file) throws Exception {
    return write(service, StoredType.CPU, Labels.NONE, time, body(file));
  }

  protected final StoredProfile write(
      String service, StoredType type, Labels labels, Instant time, byte[] bytes) throws Exception {
    return store.write(new NewProfile(service, type, labels, time, bytes));
  }

  protected final byte[] read(String id) throws IOException {
    try (InputStream in = store.open(id)) {
      return in.readAllBytes();
    }
  }

  protected final List<String> ids(ProfileQuery query) throws StoreException {
    return store.find(query).stream().map(StoredProfile::id).toList();
  }

  /** A body from the recorded exchanges with a real Profefe. */
  protected static byte[] body(String file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            StoreUnderTest.class.getResourceAsStream("/registry/" + file), file)) {
      return in.readAllBytes();
    }
  }

  protected static ProfileQuery everything(String service) {
    return between(service, LONG_AGO, FAR_AHEAD);
  }

  protected static ProfileQuery between(String service, Instant from, Instant to) {
    return new ProfileQuery(service, Optional.empty(), from, to, Labels.NONE, OptionalInt.empty());
  }
}
