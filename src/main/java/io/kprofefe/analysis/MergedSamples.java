package io.kprofefe.analysis;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.profile.pprof.Sample;
import java.io.IOException;
import java.util.Arrays;

/** The stacks of a merged profile, each with its labels once, and the sums of their values. */
final class MergedSamples {

  /** Samples without their values. */
  private final DistinctBytes stacks = new DistinctBytes();

  /** Of the first stack, of the second, and so on; each has as many. */
  private long[] sums = new long[256];

  private int types;

  /**
   * Adds the values of a sample to those of its stack.
   *
   * @param stack the sample without its values, in merged ids
   */
  void add(MessageBytes stack, InputSample sample) {
    types = sample.values();
    int first = stacks.number(stack) * types;
    if (first + types > sums.length) {
      sums = Arrays.copyOf(sums, Math.max(first + types, sums.length + sums.length / 2));
    }
    for (int i = 0; i < types; i++) {
      sums[first + i] += sample.value(i);
    }
  }

  /** How much is held. */
  long bytes() {
    return stacks.bytes() + (long) stacks.size() * types * Long.BYTES;
  }

  /** Writes those that do not sum up to nothing. */
  void write(CodedOutputStream out) throws IOException {
    for (int stack = 0; stack < stacks.size(); stack++) {
      if (!isZero(stack)) {
        write(stack, out);
      }
    }
  }

  private void write(int stack, CodedOutputStream out) throws IOException {
    int valuesSize = 0;
    for (int i = 0; i < types; i++) {
      valuesSize += CodedOutputStream.computeInt64SizeNoTag(sums[stack * types + i]);
    }
    out.writeTag(Profile.SAMPLE_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt32NoTag(
        stacks.length(stack)
            + CodedOutputStream.computeTagSize(Sample.VALUE_FIELD_NUMBER)
            + CodedOutputStream.computeUInt32SizeNoTag(valuesSize)
            + valuesSize);
    stacks.write(stack, out);
    out.writeTag(Sample.VALUE_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt32NoTag(valuesSize);
    for (int i = 0; i < types; i++) {
      out.writeInt64NoTag(sums[stack * types + i]);
    }
  }

  private boolean isZero(int stack) {
    for (int i = 0; i < types; i++) {
      if (sums[stack * types + i] != 0) {
        return false;
      }
    }
    return true;
  }
}
