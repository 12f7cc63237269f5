package io.kprofefe.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import io.kprofefe.profile.pprof.Function;
import io.kprofefe.profile.pprof.Location;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.profile.pprof.Sample;
import io.kprofefe.testing.Pprofs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Made to cost us something. */
class HostileProfilesTest {

  private static final byte[] SMALL = Pprofs.small().build().toByteArray();
  private static final int SMALL_LOCATIONS = 2;
  private static final PprofLimits FEW = new PprofLimits(1 << 20, 100, 100, 50);

  @Test
  void a_gzip_bomb_is_inflated_no_further_than_the_limit() throws Exception {
    byte[] zeros = new byte[16 << 20];
    var bomb = new CountingStream(Pprofs.gzip(Pprofs.glued(SMALL, HUGE_UNKNOWN_FIELD, zeros)));
    assertEquals(
        "not a pprof profile: decoded it is over the limit of 1048576 bytes",
        tooLarge(bomb, PprofLimits.ofDecoded(1 << 20)));
    assertTrue(bomb.handedOut <= 2 * 8192, "read " + bomb.handedOut + " bytes");
  }

  /** The beginning of field 100, which is 16 MiB long. */
  private static final byte[] HUGE_UNKNOWN_FIELD = {
    (byte) 0xa2, 0x06, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x08
  };

  @Test
  void a_plain_body_over_the_limit_is_too_large() {
    byte[] body = Pprofs.glued(SMALL, HUGE_UNKNOWN_FIELD, new byte[1 << 20]);
    tooLarge(new ByteArrayInputStream(body), PprofLimits.ofDecoded(1 << 20));
  }

  @Test
  void a_body_of_exactly_the_limit_passes() throws Exception {
    var check = new PprofCheck(PprofLimits.ofDecoded(SMALL.length));
    assertEquals(1, check.check(new ByteArrayInputStream(Pprofs.gzip(SMALL))).samples());
    tooLarge(new ByteArrayInputStream(SMALL), PprofLimits.ofDecoded(SMALL.length - 1));
  }

  static Stream<Profile.Builder> moreThanTheLimits() {
    return Stream.of(
        repeated(101, (profile, i) -> profile.addSample(Sample.newBuilder().addValue(1))),
        repeated(101, (profile, i) -> profile.addStringTable("s")),
        repeated(101, (profile, i) -> profile.addComment(0)),
        repeated(101, (profile, i) -> profile.addLocation(Pprofs.location(10 + i, 1))),
        repeated(101, (profile, i) -> profile.addFunction(Function.newBuilder().setId(10 + i))),
        repeated(
            101,
            (profile, i) -> profile.addMapping(profile.getMapping(0).toBuilder().setId(9 + i))),
        repeated(60, (profile, i) -> profile.getSampleBuilder(0).addLocationId(1)),
        repeated(60, (profile, i) -> profile.getSampleBuilder(0).addLabelBuilder().setKey(1)),
        repeated(
            60, (profile, i) -> profile.getLocationBuilder(0).addLineBuilder().setFunctionId(1)),
        repeated(
            101,
            (profile, i) ->
                profile.addSample(Sample.newBuilder().addValue(1).addLocationId(1_000_000 + i))),
        repeated(300, (profile, i) -> profile.addSampleTypeBuilder().setType(i % 7).setUnit(i)));
  }

  private interface Step {
    void apply(Profile.Builder profile, int number);
  }

  private static Profile.Builder repeated(int times, Step step) {
    var profile = Pprofs.small();
    for (int i = 0; i < times; i++) {
      step.apply(profile, i);
    }
    return profile;
  }

  @ParameterizedTest
  @MethodSource("moreThanTheLimits")
  void more_entries_or_depth_than_the_limit_is_too_large(Profile.Builder profile) {
    tooLarge(new ByteArrayInputStream(profile.build().toByteArray()), FEW);
  }

  @Test
  void a_million_empty_samples_are_refused_for_their_values() throws Exception {
    byte[] body = Pprofs.glued(SMALL, entries(1_000_000, Sample.getDefaultInstance()));
    var failure = failure(new ByteArrayInputStream(body), PprofLimits.ofDecoded(64 << 20));
    assertEquals(Outcome.INVALID, failure.outcome());
  }

  @Test
  void as_many_scattered_ids_as_are_allowed_are_checked_and_no_more() throws Exception {
    var check = new PprofCheck(PprofLimits.ofDecoded(64 << 20));
    byte[] most = withLocations(PprofLimits.IDS - SMALL_LOCATIONS);
    assertEquals(1, check.check(new ByteArrayInputStream(most)).samples());

    byte[] oneMore = withLocations(PprofLimits.IDS - SMALL_LOCATIONS + 1);
    tooLarge(new ByteArrayInputStream(oneMore), PprofLimits.ofDecoded(64 << 20));
  }

  /** Each under an id of its own, far from the others. */
  private static byte[] withLocations(int number) throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(SMALL);
    var out = CodedOutputStream.newInstance(bytes);
    long id = 7;
    for (int i = 0; i < number; i++) {
      id = id * 6364136223846793005L + 1442695040888963407L;
      out.writeMessage(Profile.LOCATION_FIELD_NUMBER, Location.newBuilder().setId(id).build());
    }
    out.flush();
    return bytes.toByteArray();
  }

  /** Nothing recurses into what is not known; protobuf's own parser would, a hundred levels. */
  @Test
  void messages_nested_without_end_are_skipped_as_bytes() throws Exception {
    byte[] nested = {};
    for (int i = 0; i < 2000; i++) {
      var outer = new ByteArrayOutputStream();
      var out = CodedOutputStream.newInstance(outer);
      out.writeByteArray(100, nested);
      out.flush();
      nested = outer.toByteArray();
    }
    var check = new PprofCheck(PprofLimits.ofDecoded(64 << 20));
    assertEquals(1, check.check(new ByteArrayInputStream(Pprofs.glued(SMALL, nested))).samples());
  }

  @Test
  void a_string_of_megabytes_is_not_kept() throws Exception {
    var profile = Pprofs.small().addStringTable("x".repeat(8 << 20)).addComment(7).build();
    var check = new PprofCheck(PprofLimits.ofDecoded(64 << 20));
    var summary = check.check(new ByteArrayInputStream(profile.toByteArray()));
    assertEquals(1, summary.samples());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "profefe-cpu.pb",
        "profefe-heap.pb.gz",
        "profefe-mutex.pb.gz",
        "profefe-cpu-1000.pb.gz"
      })
  void a_cut_or_changed_profile_is_a_summary_or_a_failure_and_nothing_else(String file)
      throws Exception {
    byte[] body = read(file);
    for (int length = 0; length < body.length; length++) {
      summaryOrFailure(Arrays.copyOf(body, length));
    }
    var random = new Random(file.hashCode());
    for (int i = 0; i < 4_000; i++) {
      byte[] changed = body.clone();
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      summaryOrFailure(changed);
    }
  }

  private static void summaryOrFailure(byte[] body) throws IOException {
    try {
      CHECK.check(new ByteArrayInputStream(body));
    } catch (ProfileFailure failure) {
      assertTrue(
          failure.outcome() == Outcome.INVALID || failure.outcome() == Outcome.TOO_LARGE,
          failure.reason());
    }
  }

  private static final PprofCheck CHECK = new PprofCheck(PprofLimits.ofDecoded(64 << 20));

  private static byte[] entries(int count, MessageLite sample) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = CodedOutputStream.newInstance(bytes);
    for (int i = 0; i < count; i++) {
      out.writeMessage(Profile.SAMPLE_FIELD_NUMBER, sample);
    }
    out.flush();
    return bytes.toByteArray();
  }

  private static String tooLarge(InputStream body, PprofLimits limits) {
    var failure = failure(body, limits);
    assertEquals(Outcome.TOO_LARGE, failure.outcome(), failure.reason());
    return failure.reason();
  }

  private static ProfileFailure failure(InputStream body, PprofLimits limits) {
    return assertThrows(ProfileFailure.class, () -> new PprofCheck(limits).check(body));
  }

  private static byte[] read(String file) throws IOException {
    try (var in = HostileProfilesTest.class.getResourceAsStream("/profile/" + file)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  /** How much of the body was asked for. */
  private static final class CountingStream extends ByteArrayInputStream {

    private long handedOut;

    CountingStream(byte[] bytes) {
      super(bytes);
    }

    @Override
    public synchronized int read(byte[] bytes, int offset, int length) {
      int read = super.read(bytes, offset, length);
      handedOut += Math.max(0, read);
      return read;
    }
  }
}
