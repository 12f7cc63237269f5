package io.kprofefe.store.spool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.kprofefe.store.NewProfile;
import io.kprofefe.testing.Inputs;
import io.kprofefe.testing.Pprofs;
import java.util.Optional;

/** Whatever a crash or a stranger left in the spool: a profile as it was kept, or none of ours. */
class SpoolFormatFuzz {

  @FuzzTest
  void a_file_is_a_profile_that_can_be_kept_again_or_is_none(byte[] file) {
    SpoolFormat.read(file)
        .filter(profile -> Inputs.isUnicode(profile.service() + profile.labels()))
        .ifPresent(SpoolFormatFuzz::assertKept);
  }

  private static void assertKept(NewProfile profile) {
    byte[] file = Pprofs.glued(SpoolFormat.head(profile), profile.bytes());
    Optional<NewProfile> again = SpoolFormat.read(file);
    assertEquals(profile.service(), again.orElseThrow().service());
    assertEquals(profile.type(), again.get().type());
    assertEquals(profile.labels(), again.get().labels());
    assertEquals(profile.createdAt(), again.get().createdAt());
    assertArrayEquals(profile.bytes(), again.get().bytes());
  }
}
