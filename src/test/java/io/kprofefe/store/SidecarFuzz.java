package io.kprofefe.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.StoredType;
import io.kprofefe.testing.Inputs;
import java.time.Instant;
import java.util.Optional;

/** Whatever lies beside a profile in a shared directory: labels are read, or it is not ours. */
class SidecarFuzz {

  private static final ProfileId ID =
      new ProfileId("web", StoredType.CPU, Instant.parse("2026-11-21T11:01:55Z"), "3f9c2a");

  @FuzzTest
  void a_sidecar_has_labels_that_can_be_written_again_or_is_none(byte[] sidecar) {
    Optional<Labels> read = Sidecar.labels(sidecar);
    read.filter(labels -> Inputs.isUnicode(labels.toString()))
        .ifPresent(labels -> assertEquals(read, Sidecar.labels(Sidecar.of(ID, labels))));
  }
}
