package io.kprofefe.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.PprofCheck;
import io.kprofefe.profile.PprofLimits;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.pprof.Label;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.profile.pprof.Sample;
import io.kprofefe.profile.pprof.ValueType;
import io.kprofefe.testing.Pprofs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class ProfileMergeTest {

  private final ProfileMerge merge = new ProfileMerge(Profiles.LIMITS);

  @Test
  void three_profiles_become_what_profefe_makes_of_them() throws Exception {
    add("profefe-cpu-1001.pb.gz");
    add("profefe-cpu-1000h.pb.gz");
    add("profefe-cpu-1000.pb.gz");
    Profile expected;
    try (var in = new GZIPInputStream(Profiles.open("profefe-merged-three.pb.gz"))) {
      expected = Profile.parseFrom(in);
    }
    Profile merged = merged();
    assertEquals(Profiles.stacks(expected), Profiles.stacks(merged));
    assertEquals(expected.getTimeNanos(), merged.getTimeNanos());
    assertEquals(expected.getDurationNanos(), merged.getDurationNanos());
    assertEquals(expected.getPeriod(), merged.getPeriod());
    assertEquals(expected.getLocationCount(), merged.getLocationCount());
    assertEquals(expected.getFunctionCount(), merged.getFunctionCount());
    assertEquals(expected.getMappingCount(), merged.getMappingCount());
  }

  @Test
  void a_profile_merged_with_itself_has_every_value_twice_and_every_entry_once() throws Exception {
    add("kube-apiserver-heap.pb.gz");
    Profile once = merged();
    add("kube-apiserver-heap.pb.gz");
    Profile twice = merged();
    assertEquals(once.getLocationList(), twice.getLocationList());
    assertEquals(once.getFunctionList(), twice.getFunctionList());
    assertEquals(once.getStringTableList(), twice.getStringTableList());
    assertEquals(once.getSampleCount(), twice.getSampleCount());
    for (int i = 0; i < once.getSampleCount(); i++) {
      var doubled = once.getSample(i).getValueList().stream().map(value -> 2 * value).toList();
      assertEquals(doubled, twice.getSample(i).getValueList());
    }
  }

  @Test
  void when_the_stacks_are_over_the_limit_no_further_profile_is_taken() throws Exception {
    int size = labelled(1).build().getSerializedSize();
    var small = new ProfileMerge(PprofLimits.ofDecoded(size));
    var failure =
        assertThrows(
            ProfileFailure.class,
            () -> {
              for (int stack = 1; stack <= 100; stack++) {
                small.add(Profiles.stream(labelled(stack)));
              }
            });
    assertEquals(Outcome.TOO_LARGE, failure.outcome());
    assertEquals("the merged profile is over the limit of " + size + " bytes", failure.reason());
  }

  @Test
  void the_merged_profile_has_the_figures_of_both() throws Exception {
    add("profefe-cpu.pb.gz");
    add("kube-apiserver-cpu.pb.gz");
    var ofMerged = new TopFunctions(Optional.empty(), Profiles.LIMITS);
    ofMerged.add("all", new ByteArrayInputStream(bytes()));
    var ofBoth = new TopFunctions(Optional.empty(), Profiles.LIMITS);
    ofBoth.add("all", Profiles.open("profefe-cpu.pb.gz"));
    ofBoth.add("all", Profiles.open("kube-apiserver-cpu.pb.gz"));
    assertEquals(ofBoth.total(), ofMerged.total());
    assertEquals(ofBoth.rows(), ofMerged.rows());
  }

  @Test
  void the_merged_profile_passes_the_check() throws Exception {
    add("profefe-cpu.pb.gz");
    add("kube-apiserver-cpu.pb.gz");
    var summary = new PprofCheck(Profiles.LIMITS).check(new ByteArrayInputStream(bytes()));
    assertEquals(List.of("samples/count", "cpu/nanoseconds"), summary.sampleTypes());
    assertEquals(42, summary.samples());
  }

  @Test
  void one_binary_at_two_addresses_is_one_mapping() throws Exception {
    var elsewhere = Pprofs.small();
    elsewhere.getMappingBuilder(0).setMemoryStart(0x501000).setMemoryLimit(0x509000);
    elsewhere.getLocationBuilder(0).setAddress(0x501100);
    elsewhere.getLocationBuilder(1).setAddress(0x501200);
    merge.add(Profiles.stream(Pprofs.small()));
    merge.add(Profiles.stream(elsewhere));
    assertEquals(
        Map.of("1200 main.leaf < 1100 main.main []", List.of(20L)), Profiles.stacks(merged()));
  }

  @Test
  void stacks_with_other_labels_stay_apart_and_the_order_of_labels_does_not_matter()
      throws Exception {
    var blue = Label.newBuilder().setKey(7).setStr(8).build();
    var bytes = Label.newBuilder().setKey(9).setNum(512).setNumUnit(9).build();
    merge.add(Profiles.stream(labelled(blue, bytes)));
    merge.add(Profiles.stream(labelled(bytes, blue)));
    merge.add(Profiles.stream(labelled(bytes)));
    assertEquals(
        Map.of(
            "1200 main.leaf < 1100 main.main [colour=blue0,bytes=512bytes]", List.of(20L),
            "1200 main.leaf < 1100 main.main [bytes=512bytes]", List.of(10L)),
        Profiles.stacks(merged()));
  }

  @Test
  void time_is_the_earliest_duration_the_sum_period_the_largest() throws Exception {
    merge.add(Profiles.stream(Pprofs.small().setTimeNanos(3000).setPeriod(5)));
    merge.add(Profiles.stream(Pprofs.small().setTimeNanos(2000).setPeriod(7)));
    merge.add(Profiles.stream(Pprofs.small().setTimeNanos(0).setPeriod(6)));
    Profile merged = merged();
    assertEquals(2000, merged.getTimeNanos());
    assertEquals(3_000_000_000L, merged.getDurationNanos());
    assertEquals(7, merged.getPeriod());
  }

  @Test
  void comments_are_kept_once_and_the_first_default_stays() throws Exception {
    merge.add(Profiles.stream(Pprofs.small().addComment(3)));
    merge.add(Profiles.stream(Pprofs.small().addComment(4).addComment(3).setDefaultSampleType(1)));
    Profile merged = merged();
    assertEquals(
        List.of("main.main", "main.leaf"),
        merged.getCommentList().stream().map(at -> Profiles.string(merged, at)).toList());
    assertEquals("cpu", Profiles.string(merged, merged.getDefaultSampleType()));
  }

  @Test
  void what_sums_up_to_nothing_is_left_out() throws Exception {
    var less = Pprofs.small();
    less.getSampleBuilder(0).setValue(0, -10);
    merge.add(Profiles.stream(Pprofs.small()));
    merge.add(Profiles.stream(less));
    assertEquals(0, merged().getSampleCount());
  }

  @Test
  void a_string_that_is_not_utf_8_stays_as_it_is() throws Exception {
    byte[] string = {0x32, 2, (byte) 0xff, (byte) 0xfe};
    byte[] labelled =
        labelled(Label.newBuilder().setKey(7).setStr(10).build()).build().toByteArray();
    merge.add(new ByteArrayInputStream(Pprofs.glued(labelled, string)));
    var decoded = new ByteArrayOutputStream();
    new PprofCheck(Profiles.LIMITS).check(new ByteArrayInputStream(bytes()), decoded);
    String text = decoded.toString(StandardCharsets.ISO_8859_1);
    assertTrue(text.contains(new String(string, StandardCharsets.ISO_8859_1)));
  }

  @Test
  void profiles_of_two_kinds_do_not_fit_and_leave_the_merge_as_it_was() throws Exception {
    merge.add(Profiles.stream(Pprofs.small()));
    byte[] before = bytes();
    assertThrows(AnalysisException.class, () -> add("profefe-heap.pb.gz"));
    var otherPeriod = Pprofs.small().setPeriodType(ValueType.newBuilder().setType(2).setUnit(2));
    assertThrows(AnalysisException.class, () -> merge.add(Profiles.stream(otherPeriod)));
    assertArrayEquals(before, bytes());
  }

  @Test
  void what_is_no_profile_is_invalid_and_leaves_the_merge_as_it_was() throws Exception {
    merge.add(Profiles.stream(Pprofs.small()));
    byte[] before = bytes();
    var failure = assertThrows(ProfileFailure.class, () -> add("profefe-cpu-truncated.pb.gz"));
    assertEquals(Outcome.INVALID, failure.outcome());
    assertArrayEquals(before, bytes());
  }

  @Test
  void nothing_to_merge_is_an_error() {
    assertThrows(AnalysisException.class, this::bytes);
  }

  private static Profile.Builder labelled(Label... labels) {
    var profile = Pprofs.small().addAllStringTable(List.of("colour", "blue", "bytes"));
    Sample.Builder sample = profile.getSampleBuilder(0);
    for (Label label : labels) {
      sample.addLabel(label);
    }
    return profile;
  }

  /** A stack of its own, in a profile of always the same size. */
  private static Profile.Builder labelled(int number) {
    var profile = Pprofs.small();
    profile.getSampleBuilder(0).addLabel(Label.newBuilder().setKey(1).setNum(number));
    return profile;
  }

  private void add(String file) throws Exception {
    try (var profile = Profiles.open(file)) {
      merge.add(profile);
    }
  }

  private Profile merged() throws Exception {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes()))) {
      return Profile.parseFrom(in);
    }
  }

  private byte[] bytes() throws Exception {
    var bytes = new ByteArrayOutputStream();
    merge.writeTo(bytes);
    return bytes.toByteArray();
  }
}
