package io.kprofefe.analysis;

import com.google.protobuf.CodedOutputStream;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.profile.pprof.ValueType;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a merged profile says about the whole: the earliest time, the sum of the durations, the
 * largest period, and what else google/pprof takes from the first profile that has it. A profile
 * without a time does not count for the earliest (with google/pprof that depends on the order).
 */
final class MergedHeader {

  private final MergedStrings strings;
  private final Profile.Builder merged = Profile.newBuilder();
  private final Set<Integer> comments = new LinkedHashSet<>();
  private Optional<Kind> kind = Optional.empty();

  private record Kind(List<SampleType> sampleTypes, SampleType periodType) {

    @Override
    public String toString() {
      return sampleTypes + " sampled by " + periodType;
    }
  }

  MergedHeader(MergedStrings strings) {
    this.strings = strings;
  }

  boolean isEmpty() {
    return kind.isEmpty();
  }

  void add(InputProfile input) throws AnalysisException {
    Profile header = input.header();
    var added = new Kind(input.sampleTypes(), input.periodType());
    if (kind.isEmpty()) {
      begin(input, header);
      kind = Optional.of(added);
    } else if (!kind.get().equals(added)) {
      throw new AnalysisException(
          "the profiles do not fit together: one has " + kind.get() + ", another " + added);
    }
    if (header.getTimeNanos() > 0
        && (merged.getTimeNanos() == 0 || header.getTimeNanos() < merged.getTimeNanos())) {
      merged.setTimeNanos(header.getTimeNanos());
    }
    merged.setDurationNanos(merged.getDurationNanos() + header.getDurationNanos());
    merged.setPeriod(Math.max(merged.getPeriod(), header.getPeriod()));
    if (merged.getDefaultSampleType() == 0) {
      merged.setDefaultSampleType(index(input, header.getDefaultSampleType()));
    }
    if (merged.getDocUrl() == 0) {
      merged.setDocUrl(index(input, header.getDocUrl()));
    }
    header.getCommentList().forEach(comment -> comments.add(index(input, comment)));
  }

  /** What comes before the entries; all strings it names are in the table. */
  void write(CodedOutputStream out) throws IOException {
    comments.forEach(merged::addComment);
    merged.build().writeTo(out);
    merged.clearComment();
  }

  private void begin(InputProfile input, Profile header) {
    header.getSampleTypeList().forEach(type -> merged.addSampleType(type(input, type)));
    if (header.hasPeriodType()) {
      merged.setPeriodType(type(input, header.getPeriodType()));
    }
    merged.setDropFrames(index(input, header.getDropFrames()));
    merged.setKeepFrames(index(input, header.getKeepFrames()));
  }

  private ValueType type(InputProfile input, ValueType type) {
    return ValueType.newBuilder()
        .setType(index(input, type.getType()))
        .setUnit(index(input, type.getUnit()))
        .build();
  }

  private int index(InputProfile input, long index) {
    return strings.index(input, index);
  }
}
