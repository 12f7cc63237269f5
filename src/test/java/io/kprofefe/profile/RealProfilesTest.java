package io.kprofefe.profile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles that real programs answered with. */
class RealProfilesTest {

  private static final PprofCheck CHECK = new PprofCheck(PprofLimits.ofDecoded(64 << 20));

  @ParameterizedTest
  @CsvSource({
    "kube-apiserver-cpu.pb.gz, 6, samples/count cpu/nanoseconds, 6236",
    "kube-apiserver-heap.pb.gz, 1139, alloc_objects/count alloc_space/bytes inuse_objects/count inuse_space/bytes, 321599",
    "kube-apiserver-goroutine.pb.gz, 159, goroutine/count, 54463",
    "kube-apiserver-threadcreate.pb.gz, 2, threadcreate/count, 763",
    "pushgateway-allocs.pb.gz, 17, alloc_objects/count alloc_space/bytes inuse_objects/count inuse_space/bytes, 4620",
    "profefe-block.pb.gz, 5, contentions/count delay/nanoseconds, 2339",
    "profefe-mutex.pb.gz, 5, contentions/count delay/nanoseconds, 906",
    "profefe-cpu.pb, 36, samples/count cpu/nanoseconds, 4131",
    "profefe-cpu.pb.gz, 36, samples/count cpu/nanoseconds, 4131",
    "profefe-merged-two.pb.gz, 2, samples/count cpu/nanoseconds, 199",
    "pyroscope-cpu-over-burst.pb.gz, 1, samples/count cpu/nanoseconds, 3900154",
  })
  void pass_gzipped_or_not(String file, long samples, String types, long decodedBytes)
      throws Exception {
    var summary = check(file);
    assertEquals(samples, summary.samples());
    assertEquals(List.of(types.split(" ")), summary.sampleTypes());
    assertEquals(decodedBytes, summary.decodedBytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kube-apiserver-mutex.pb.gz",
        "kube-apiserver-block.pb.gz",
        "pushgateway-cpu.pb.gz",
        "profefe-mutex-no-samples.pb.gz",
        "profefe-cpu-no-samples.pb.gz",
      })
  void without_a_sample_are_valid_and_empty(String file) throws Exception {
    assertEquals(0, check(file).samples());
  }

  @Test
  void tell_their_own_time_and_duration() throws Exception {
    var summary = check("profefe-cpu.pb.gz");
    assertEquals(Optional.of(Instant.parse("2026-11-21T11:03:05.039580560Z")), summary.time());
    assertEquals(Duration.ofNanos(5_000_878_495L), summary.duration());
  }

  @Test
  void may_have_no_time() throws Exception {
    assertEquals(Optional.empty(), check("profefe-cpu-no-time.pb.gz").time());
  }

  @Test
  void come_out_without_their_gzip_layer() throws Exception {
    var decoded = new ByteArrayOutputStream();
    try (var body = open("profefe-cpu.pb.gz");
        var plain = open("profefe-cpu.pb")) {
      CHECK.check(body, decoded);
      assertArrayEquals(plain.readAllBytes(), decoded.toByteArray());
    }
  }

  /** Nothing may hang on where a read ends: within a number, a length or a string. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1000, 8191, 8193})
  void are_the_same_in_whatever_pieces_they_come(int longest) throws Exception {
    var decoded = new ByteArrayOutputStream();
    PprofSummary whole;
    try (var body = open("kube-apiserver-heap.pb.gz")) {
      whole = CHECK.check(body, decoded);
    }
    var inPieces =
        new ByteArrayInputStream(decoded.toByteArray()) {
          @Override
          public synchronized int read(byte[] bytes, int offset, int length) {
            return super.read(bytes, offset, Math.min(length, longest));
          }
        };
    assertEquals(whole, CHECK.check(inPieces));
  }

  @Test
  void cut_off_are_invalid() {
    var failure = assertThrows(ProfileFailure.class, () -> check("profefe-cpu-truncated.pb.gz"));
    assertEquals(Outcome.INVALID, failure.outcome());
    assertEquals("not a pprof profile: the gzip is cut off", failure.reason());
  }

  private static PprofSummary check(String file) throws ProfileFailure, IOException {
    try (var body = open(file)) {
      return CHECK.check(body);
    }
  }

  private static InputStream open(String file) {
    return Objects.requireNonNull(RealProfilesTest.class.getResourceAsStream("/profile/" + file));
  }
}
