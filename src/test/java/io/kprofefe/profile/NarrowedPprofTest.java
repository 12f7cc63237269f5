package io.kprofefe.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kprofefe.profile.NarrowedPprof.Size;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.profile.pprof.Sample;
import io.kprofefe.profile.pprof.ValueType;
import io.kprofefe.testing.Pprofs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A profile without some of its sample types is otherwise the same. */
class NarrowedPprofTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kube-apiserver-heap.pb.gz",
        "kube-apiserver-allocs.pb.gz",
        "profefe-heap.pb.gz",
        "pushgateway-heap.pb.gz"
      })
  void of_a_real_heap_profile_all_else_stays(String file) throws Exception {
    byte[] gzipped = resource(file);
    Profile whole = Profile.parseFrom(new GZIPInputStream(new ByteArrayInputStream(gzipped)));

    assertNarrowed(whole, Set.of(0, 1), gzipped);
  }

  static Stream<Set<Integer>> leftOut() {
    return Stream.of(Set.of(), Set.of(0), Set.of(1), Set.of(2), Set.of(0, 2), Set.of(0, 1, 2));
  }

  @ParameterizedTest
  @MethodSource("leftOut")
  void any_sample_types_may_be_left_out_and_their_values_with_them(Set<Integer> leftOut)
      throws Exception {
    Profile whole = ofThree();

    assertNarrowed(whole, leftOut, whole.toByteArray());
  }

  @Test
  void several_gzip_members_are_one_profile() throws Exception {
    byte[] bytes = ofThree().toByteArray();
    byte[] first = Arrays.copyOf(bytes, 50);
    byte[] second = Arrays.copyOfRange(bytes, 50, bytes.length);

    assertNarrowed(ofThree(), Set.of(0), Pprofs.gzip(first, second));
  }

  @Test
  void what_is_copied_passes_the_check_again() throws Exception {
    var copy = new ByteArrayOutputStream();
    Size size = copy(Set.of(0, 1), resource("kube-apiserver-heap.pb.gz"), copy);

    PprofSummary summary =
        new PprofCheck(PprofLimits.ofDecoded(8 << 20))
            .check(new ByteArrayInputStream(copy.toByteArray()));

    assertEquals(List.of("inuse_objects/count", "inuse_space/bytes"), summary.sampleTypes());
    assertEquals(size, new Size(summary.samples(), summary.decodedBytes()));
  }

  private static void assertNarrowed(Profile whole, Set<Integer> leftOut, byte[] bytes)
      throws Exception {
    var copy = new ByteArrayOutputStream();
    Size size = copy(leftOut, bytes, copy);

    Profile expected = narrowed(whole, leftOut);
    assertEquals(expected, Profile.parseFrom(copy.toByteArray()));
    assertEquals(new Size(expected.getSampleCount(), copy.size()), size);
  }

  private static Size copy(Set<Integer> leftOut, byte[] bytes, ByteArrayOutputStream to)
      throws IOException {
    return new NarrowedPprof(leftOut).copy(new ByteArrayInputStream(bytes), to);
  }

  /** The same by way of objects. */
  private static Profile narrowed(Profile whole, Set<Integer> leftOut) {
    Profile.Builder narrowed = whole.toBuilder().clearSampleType().clearSample();
    for (int place = 0; place < whole.getSampleTypeCount(); place++) {
      if (!leftOut.contains(place)) {
        narrowed.addSampleType(whole.getSampleType(place));
      }
    }
    for (Sample sample : whole.getSampleList()) {
      var values = new ArrayList<Long>();
      for (int place = 0; place < sample.getValueCount(); place++) {
        if (!leftOut.contains(place)) {
          values.add(sample.getValue(place));
        }
      }
      if (values.stream().anyMatch(value -> value != 0)) {
        narrowed.addSample(sample.toBuilder().clearValue().addAllValue(values));
      }
    }
    return narrowed.build();
  }

  private static Profile ofThree() {
    return Pprofs.small()
        .addSampleType(ValueType.newBuilder().setType(3).setUnit(2))
        .addSampleType(ValueType.newBuilder().setType(4).setUnit(2))
        .clearSample()
        .addSample(
            sample(10, -20, 30)
                .addLabel(io.kprofefe.profile.pprof.Label.newBuilder().setKey(3).setStr(4)))
        .addSample(sample(0, 0, 7))
        .addSample(
            sample(Long.MAX_VALUE, Long.MIN_VALUE, 0)
                .addLabel(
                    io.kprofefe.profile.pprof.Label.newBuilder()
                        .setKey(3)
                        .setNum(-1)
                        .setNumUnit(2)))
        .addSample(sample(0, 0, 0))
        .build();
  }

  private static Sample.Builder sample(long... values) {
    var sample = Sample.newBuilder().addLocationId(2).addLocationId(1);
    for (long value : values) {
      sample.addValue(value);
    }
    return sample;
  }

  private static byte[] resource(String file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(NarrowedPprofTest.class.getResourceAsStream("/profile/" + file))) {
      return in.readAllBytes();
    }
  }
}
