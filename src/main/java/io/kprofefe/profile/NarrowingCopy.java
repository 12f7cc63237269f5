package io.kprofefe.profile;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.kprofefe.profile.NarrowedPprof.Size;
import io.kprofefe.profile.pprof.Label;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.profile.pprof.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Set;

/**
 * One copy of a {@link NarrowedPprof}: all entries as they stand, but for sample types, samples.
 */
final class NarrowingCopy {

  private final Wire wire;
  private final CodedOutputStream out;
  private final Set<Integer> leftOut;
  private final Part rest = new Part();
  private final Part label = new Part();
  private int sampleTypes;
  private long samples;

  /** Of the sample that is being read. */
  private int values;

  private long[] kept = new long[8];
  private int keptCount;

  NarrowingCopy(Wire wire, OutputStream to, Set<Integer> leftOut) {
    this.wire = wire;
    this.out = CodedOutputStream.newInstance(to);
    this.leftOut = leftOut;
  }

  Size all() throws IOException {
    while (wire.next()) {
      switch (wire.field()) {
        case Profile.SAMPLE_TYPE_FIELD_NUMBER -> sampleType();
        case Profile.SAMPLE_FIELD_NUMBER -> sample();
        default -> wire.copy(out);
      }
    }
    out.flush();
    return new Size(samples, out.getTotalBytesWritten());
  }

  private void sampleType() throws IOException {
    if (leftOut.contains(sampleTypes++)) {
      wire.skip();
    } else {
      wire.copy(out);
    }
  }

  /** What a sample has that no pprof knows is dropped: nobody has counted it. */
  private void sample() throws IOException {
    rest.clear();
    values = 0;
    keptCount = 0;
    long outer = wire.enter();
    while (wire.next()) {
      switch (wire.field()) {
        case Sample.LOCATION_ID_FIELD_NUMBER -> wire.copy(rest.out);
        case Sample.VALUE_FIELD_NUMBER -> wire.numbers(this::value);
        case Sample.LABEL_FIELD_NUMBER -> label();
        default -> wire.skip();
      }
    }
    wire.leave(outer);
    if (Arrays.stream(kept, 0, keptCount).anyMatch(value -> value != 0)) {
      samples++;
      write();
    }
  }

  private void value(long value) {
    if (!leftOut.contains(values++)) {
      if (keptCount == kept.length) {
        kept = Arrays.copyOf(kept, 2 * keptCount);
      }
      kept[keptCount++] = value;
    }
  }

  private void label() throws IOException {
    label.clear();
    long outer = wire.enter();
    while (wire.next()) {
      switch (wire.field()) {
        case Label.KEY_FIELD_NUMBER,
            Label.STR_FIELD_NUMBER,
            Label.NUM_FIELD_NUMBER,
            Label.NUM_UNIT_FIELD_NUMBER ->
            wire.copy(label.out);
        default -> wire.skip();
      }
    }
    wire.leave(outer);
    rest.out.writeTag(Sample.LABEL_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    rest.out.writeByteArrayNoTag(label.bytes());
  }

  private void write() throws IOException {
    int packed = 0;
    for (int i = 0; i < keptCount; i++) {
      packed += CodedOutputStream.computeInt64SizeNoTag(kept[i]);
    }
    rest.out.writeTag(Sample.VALUE_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    rest.out.writeUInt32NoTag(packed);
    for (int i = 0; i < keptCount; i++) {
      rest.out.writeInt64NoTag(kept[i]);
    }
    out.writeTag(Profile.SAMPLE_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeByteArrayNoTag(rest.bytes());
  }

  /** A message in the making, whose length comes before it. */
  private static final class Part {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    final CodedOutputStream out = CodedOutputStream.newInstance(written);

    void clear() throws IOException {
      out.flush(); // what was begun and is not wanted
      written.reset();
    }

    byte[] bytes() throws IOException {
      out.flush();
      return written.toByteArray();
    }
  }
}
