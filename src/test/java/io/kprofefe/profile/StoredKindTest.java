package io.kprofefe.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a profile is, in the word that users know. */
class StoredKindTest {

  private static final Path PROFILES = Path.of("src/test/resources/profile");

  @ParameterizedTest
  @CsvSource({
    "profefe-cpu.pb.gz, cpu",
    "profefe-cpu.pb, cpu",
    "kube-apiserver-cpu.pb.gz, cpu",
    "profefe-heap.pb.gz, heap",
    "kube-apiserver-heap.pb.gz, heap",
    "profefe-allocs.pb.gz, allocs",
    "pushgateway-allocs.pb.gz, allocs",
    "profefe-goroutine.pb.gz, goroutine",
    "pushgateway-threadcreate.pb.gz, threadcreate",
    "profefe-mutex.pb.gz,",
    "profefe-block.pb.gz,",
  })
  void what_go_wrote_tells_what_it_is(String file, String word) throws Exception {
    assertEquals(Optional.ofNullable(word), recognized(summary(file)));
  }

  @ParameterizedTest
  @CsvSource({
    "cpu/nanoseconds, '', cpu",
    "wall/nanoseconds, '', other",
    "alloc_objects/count alloc_space/bytes, '', allocs",
    "inuse_objects/count inuse_space/bytes, '', heap",
    "alloc_objects/count alloc_space/bytes inuse_objects/count inuse_space/bytes, inuse_space, heap",
    "alloc_objects/count alloc_space/bytes inuse_objects/count inuse_space/bytes, alloc_objects, allocs",
    "contentions/count, '', other",
    "goroutineleak/count, '', other",
    "'', '', other",
  })
  void what_others_write_is_told_by_its_sample_types(
      String sampleTypes, String shownFirst, String word) {
    List<String> types =
        Arrays.stream(sampleTypes.split(" ")).filter(type -> !type.isEmpty()).toList();
    var summary = new PprofSummary(types, shownFirst, 1, Optional.empty(), Duration.ZERO, 1);

    assertEquals(Optional.of(word), recognized(summary));
  }

  @ParameterizedTest
  @CsvSource({"CPU, '', cpu", "OTHER, '', other", "OTHER, allocs, allocs", "OTHER, wall, other"})
  void what_is_stored_is_called_as_users_know_it(StoredType type, String label, String word) {
    Labels labels = label.isEmpty() ? Labels.NONE : Labels.of(ProfileType.TYPE_LABEL, label);

    assertEquals(word, StoredKind.of(type, labels).word());
  }

  @Test
  void every_type_of_a_target_is_a_kind_and_so_is_other() {
    assertEquals(
        "cpu heap goroutine mutex block threadcreate allocs trace fgprof godeltaprof_memory godeltaprof_mutex godeltaprof_block other",
        String.join(" ", StoredKind.all().stream().map(StoredKind::word).toList()));
  }

  private static Optional<String> recognized(PprofSummary summary) {
    return StoredKind.recognizedIn(summary).map(StoredKind::word);
  }

  private static PprofSummary summary(String file) throws IOException, ProfileFailure {
    try (InputStream profile = Files.newInputStream(PROFILES.resolve(file))) {
      return new PprofCheck(PprofLimits.ofDecoded(1 << 26)).check(profile);
    }
  }
}
