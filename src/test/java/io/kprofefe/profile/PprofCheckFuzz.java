package io.kprofefe.profile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.kprofefe.profile.pprof.Function;
import io.kprofefe.profile.pprof.Location;
import io.kprofefe.profile.pprof.Mapping;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.profile.pprof.Sample;
import io.kprofefe.testing.Inputs;
import io.kprofefe.testing.Pprofs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Whatever a target answers is a profile, a trace or a failure with a sentence. */
class PprofCheckFuzz {

  /** So few that short inputs reach them. */
  private static final PprofLimits LIMITS = new PprofLimits(1 << 16, 300, 300, 40);

  private static final PprofCheck CHECK = new PprofCheck(LIMITS);

  @FuzzTest
  void a_body_is_a_sound_profile_or_a_failure_that_says_why(byte[] body) throws Exception {
    assertTraceOrFailure(body);
    var decoded = new ByteArrayOutputStream();
    PprofSummary summary;
    try {
      summary = CHECK.check(new ByteArrayInputStream(body), decoded);
    } catch (ProfileFailure failure) {
      assertFailure(failure);
      return;
    }
    byte[] profile = decoded.toByteArray();
    assertEquals(profile.length, summary.decodedBytes());
    Inputs.parsed(profile).ifPresent(parsed -> assertSound(parsed, summary));
    assertEquals(summary, CHECK.check(new ByteArrayInputStream(Pprofs.gzip(profile))));
    assertEquals(summary, CHECK.check(new ByteArrayInputStream(inTwoMembers(profile))));
    if (!summary.sampleTypes().isEmpty()) { // else there is nothing to tell two by
      assertRefused(Pprofs.glued(profile, profile));
    }
    assertRefused(withoutItsLastByte(Pprofs.gzip(profile)));
    assertRefused(Pprofs.glued(Pprofs.gzip(profile), new byte[] {0}));
  }

  private static void assertTraceOrFailure(byte[] body) throws IOException {
    try {
      assertEquals(body.length, new TraceCheck(1 << 11).check(new ByteArrayInputStream(body)));
      assertTrue(body.length <= 1 << 11);
      assertTrue(new String(body, ISO_8859_1).startsWith("go 1."));
    } catch (ProfileFailure failure) {
      assertFailure(failure);
    }
  }

  /** By a reader that has nothing in common with ours. */
  private static void assertSound(Profile profile, PprofSummary summary) {
    assertEquals(profile.getSampleCount(), summary.samples());
    assertEquals(profile.getSampleTypeCount(), summary.sampleTypes().size());
    assertEquals("", profile.getStringTable(0));
    var functions = ids(profile.getFunctionList().stream().map(Function::getId));
    var mappings = ids(profile.getMappingList().stream().map(Mapping::getId));
    var locations = ids(profile.getLocationList().stream().map(Location::getId));
    for (Location location : profile.getLocationList()) {
      assertTrue(location.getMappingId() == 0 || mappings.contains(location.getMappingId()));
      location.getLineList().forEach(line -> assertTrue(functions.contains(line.getFunctionId())));
    }
    for (Sample sample : profile.getSampleList()) {
      assertEquals(profile.getSampleTypeCount(), sample.getValueCount());
      assertTrue(locations.containsAll(sample.getLocationIdList()));
    }
    strings(profile)
        .forEach(index ->
            assertTrue(index >= 0 && index < profile.getStringTableCount(), "string " + index));
  }

  private static Set<Long> ids(Stream<Long> all) {
    var ids = new HashSet<Long>();
    all.forEach(id -> assertTrue(id != 0 && ids.add(id), () -> "twice, or none: " + id));
    return ids;
  }

  private static LongStream strings(Profile profile) {
    return Stream.of(
            profile.getSampleTypeList().stream()
                .flatMapToLong(type -> LongStream.of(type.getType(), type.getUnit())),
            profile.getSampleList().stream()
                .flatMap(sample -> sample.getLabelList().stream())
                .flatMapToLong(
                    label -> LongStream.of(label.getKey(), label.getStr(), label.getNumUnit())),
            profile.getMappingList().stream()
                .flatMapToLong(
                    mapping -> LongStream.of(mapping.getFilename(), mapping.getBuildId())),
            profile.getFunctionList().stream()
                .flatMapToLong(function ->
                    LongStream.of(
                        function.getName(), function.getSystemName(), function.getFilename())),
            profile.getCommentList().stream().mapToLong(Long::longValue),
            LongStream.of(
                profile.getDropFrames(),
                profile.getKeepFrames(),
                profile.getPeriodType().getType(),
                profile.getPeriodType().getUnit(),
                profile.getDefaultSampleType(),
                profile.getDocUrl()))
        .flatMapToLong(each -> each);
  }

  private static void assertFailure(ProfileFailure failure) {
    assertTrue(
        failure.outcome() == Outcome.INVALID || failure.outcome() == Outcome.TOO_LARGE,
        failure.outcome().toString());
    Inputs.assertFitToShow(failure.reason());
  }

  private static void assertRefused(byte[] body) {
    assertFailure(
        assertThrows(ProfileFailure.class, () -> CHECK.check(new ByteArrayInputStream(body))));
  }

  private static byte[] inTwoMembers(byte[] profile) {
    int half = profile.length / 2;
    return Pprofs.gzip(
        Arrays.copyOf(profile, half), Arrays.copyOfRange(profile, half, profile.length));
  }

  private static byte[] withoutItsLastByte(byte[] body) {
    return Arrays.copyOf(body, body.length - 1);
  }
}
