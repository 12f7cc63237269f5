package io.kprofefe.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.StoredType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files for a person: their names, and that none replaces another. */
class ProfileFilesTest {

  private static final byte[] GZIPPED = {0x1f, (byte) 0x8b, 1};
  private static final String TIME = "_20261122T015530Z.pb.gz";

  @TempDir private Path folder;

  @Test
  void a_name_from_the_cluster_stays_in_its_folder() throws Exception {
    assertEquals("web_web-0_cpu" + TIME, written("web", "web-0"));
    assertEquals("a_5fb_c_5fd_cpu" + TIME, written("a_b", "c_d"));
    assertEquals("_._2f.._2fetc_.._cpu" + TIME, written("../../etc", ".."));
    assertEquals("_rf_x_3b_20_24_28reboot_29_cpu" + TIME, written("-rf", "x; $(reboot)"));
    assertEquals("_._cpu" + TIME, written("", "."));
    assertEquals("_c3_bc_0a__cpu" + TIME, written("ü\n", ""));
    String longest = written("s".repeat(300), "ü".repeat(300));
    assertTrue(
        longest.startsWith("s".repeat(100) + "_" + "_c3_bc".repeat(16) + "_c3_cpu"), longest);
    assertTrue(longest.length() <= 250, longest);
  }

  @Test
  void a_type_that_is_stored_as_another_keeps_its_name_and_a_trace_its_ending() throws Exception {
    var labels =
        new Labels(List.of(new Label("pod", "web-0"), new Label("profile_type", "allocs")));
    assertEquals("web_web-0_allocs" + TIME, written("web", StoredType.OTHER, labels, GZIPPED));
    assertEquals(
        "web_web-0_trace_20261122T015530Z.trace",
        written("web", StoredType.TRACE, Labels.of("pod", "web-0"), new byte[] {1}));
    assertEquals(
        "web_web-0_heap_20261122T015530Z.pb",
        written("web", StoredType.HEAP, Labels.of("pod", "web-0"), new byte[] {1}));
  }

  @Test
  void a_file_that_is_there_stays() throws Exception {
    Path first = folder.resolve("web_web-0_cpu" + TIME);
    Files.writeString(first, "somebody's");
    assertEquals("web_web-0_cpu_20261122T015530Z-1.pb.gz", written("web", "web-0"));
    assertEquals("web_web-0_cpu_20261122T015530Z-2.pb.gz", written("web", "web-0"));
    assertEquals("somebody's", Files.readString(first));
    try (var files = Files.list(folder)) {
      assertEquals(3, files.count(), "no draft is left");
    }
  }

  @Test
  void a_folder_that_is_gone_is_told() {
    var files = new ProfileFiles(folder.resolve("gone"));
    var failure = assertThrows(ProfileFailure.class, () -> files.write(profile()));
    assertEquals(Outcome.UNDELIVERED, failure.outcome());
    assertTrue(failure.reason().startsWith("cannot write: "), failure.reason());
  }

  private String written(String service, String pod) throws ProfileFailure, IOException {
    return written(service, StoredType.CPU, Labels.of("pod", pod), GZIPPED);
  }

  private String written(String service, StoredType type, Labels labels, byte[] bytes)
      throws ProfileFailure, IOException {
    var profile =
        new NewProfile(service, type, labels, Instant.parse("2026-11-22T01:55:30.9Z"), bytes);
    Path file = Path.of(new ProfileFiles(folder).write(profile).id());
    assertEquals(folder, file.getParent());
    assertArrayEquals(bytes, Files.readAllBytes(file));
    return file.getFileName().toString();
  }

  private static NewProfile profile() {
    return new NewProfile("web", StoredType.CPU, Labels.NONE, Instant.EPOCH, "x".getBytes(UTF_8));
  }
}
