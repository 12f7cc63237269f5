package io.kprofefe.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.StoredType;
import io.kprofefe.testing.FaultServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A profile on its way to a registry that may not behave. */
final class Deliveries {

  static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  static final String STORED =
      """
      {"code":200,"body":{"id":"dc0nkgb8di18lr838tm0","type":"cpu","service":"web",\
      "created_at":"2026-11-20T11:59:30Z"}}
      """;

  /** More than the kernel's buffers hold: it is still being sent when the registry turns away. */
  static final byte[] LARGE = new byte[16 << 20];

  static final byte[] SMALL = "profile".getBytes(UTF_8);

  private Deliveries() {}

  static ProfileFailure failure(FaultServer registry, byte[] bytes) {
    return failure(store(registry.uri()), bytes);
  }

  static ProfileFailure failure(ProfefeStore store, byte[] bytes) {
    return assertThrows(ProfileFailure.class, () -> store.write(profile(bytes)));
  }

  static ProfefeStore store(URI url) {
    return impatient(url, Duration.ofSeconds(60));
  }

  static ProfefeStore impatient(URI url, Duration timeout) {
    return new ProfefeStore(settings(url).withWriteTimeout(timeout), InstantSource.fixed(NOON));
  }

  static ProfefeSettings settings(URI url) {
    return ProfefeSettings.of(ProfefeUrl.parse(url.toString()));
  }

  static NewProfile profile(byte[] bytes) {
    return new NewProfile("web", StoredType.CPU, Labels.of("k", "a,b"), NOON, bytes);
  }
}
