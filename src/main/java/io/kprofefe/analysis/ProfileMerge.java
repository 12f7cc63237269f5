package io.kprofefe.analysis;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.PprofCheck;
import io.kprofefe.profile.PprofLimits;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.profile.pprof.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * Many profiles as one, as google/pprof merges: the values of equal stacks with equal labels are
 * summed. One input is in memory at a time; what stays grows with the distinct stacks only. Not for
 * several threads.
 */
public final class ProfileMerge {

  private final PprofLimits limits;
  private final PprofCheck check;
  private final MergedStrings strings = new MergedStrings();
  private final MergedHeader header = new MergedHeader(strings);
  private final MergedEntries entries = new MergedEntries(strings);

  /** The values of each stack; the key is the sample without them. */
  private final Map<Encoded, long[]> samples = new LinkedHashMap<>();

  /** Bytes of all stacks and their values. */
  private long held;

  /**
   * @param limits of each input, and of what is held of all of them
   */
  public ProfileMerge(PprofLimits limits) {
    this.limits = limits;
    this.check = new PprofCheck(limits);
  }

  /**
   * Adds a profile, gzipped or not. After an exception nothing of it was added.
   *
   * @throws ProfileFailure when it is not a sound profile or over a limit; {@code TOO_LARGE} also
   *     when the stacks of those before it are over the limit already
   * @throws AnalysisException when its sample types or its period type differ from the others'
   * @throws IOException only what the stream itself throws
   */
  public void add(InputStream profile) throws ProfileFailure, AnalysisException, IOException {
    if (held > limits.decodedBytes()) {
      throw new ProfileFailure(
          Outcome.TOO_LARGE,
          "the merged profile is over the limit of " + limits.decodedBytes() + " bytes");
    }
    var input = InputProfile.read(profile, check);
    header.add(input);
    var translation = entries.translation(input);
    input.forEachSample(sample -> add(sample, translation));
  }

  /**
   * Writes the merged profile, gzipped; the stream stays open.
   *
   * @throws AnalysisException when no profile was added
   */
  public void writeTo(OutputStream out) throws AnalysisException, IOException {
    if (header.isEmpty()) {
      throw new AnalysisException("there is no profile to merge");
    }
    var gzip = new GZIPOutputStream(out, 1 << 16);
    var coded = CodedOutputStream.newInstance(gzip, 1 << 16);
    header.write(coded);
    for (var sample : samples.entrySet()) {
      if (!isZero(sample.getValue())) {
        write(sample.getKey(), sample.getValue(), coded);
      }
    }
    entries.write(coded);
    strings.write(coded);
    coded.flush();
    gzip.finish();
  }

  private void add(Sample sample, MergedEntries.Translation translation) {
    if (isZero(sample)) {
      return;
    }
    var stack = new Encoded(translation.withoutValues(sample).toByteArray());
    var sums = samples.computeIfAbsent(stack, _ -> newSums(stack, sample.getValueCount()));
    for (int i = 0; i < sums.length; i++) {
      sums[i] += sample.getValue(i);
    }
  }

  private long[] newSums(Encoded stack, int values) {
    held += stack.bytes().length + (long) values * Long.BYTES;
    return new long[values];
  }

  private static void write(Encoded stack, long[] values, CodedOutputStream out)
      throws IOException {
    var encodedValues = Sample.newBuilder();
    for (long value : values) {
      encodedValues.addValue(value);
    }
    byte[] rest = encodedValues.build().toByteArray();
    out.writeTag(Profile.SAMPLE_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt32NoTag(stack.bytes().length + rest.length);
    out.writeRawBytes(stack.bytes());
    out.writeRawBytes(rest);
  }

  private static boolean isZero(Sample sample) {
    for (int i = 0; i < sample.getValueCount(); i++) {
      if (sample.getValue(i) != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isZero(long[] values) {
    for (long value : values) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }
}
