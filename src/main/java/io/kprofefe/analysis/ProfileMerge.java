package io.kprofefe.analysis;

import com.google.protobuf.CodedOutputStream;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.PprofCheck;
import io.kprofefe.profile.PprofLimits;
import io.kprofefe.profile.ProfileFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Many profiles as one, as google/pprof merges: the values of equal stacks with equal labels are
 * summed. One input is in memory at a time; what stays grows with the distinct stacks only. Not for
 * several threads.
 */
public final class ProfileMerge {

  private final PprofLimits limits;
  private final PprofCheck check;
  private final MergedTables tables = new MergedTables();
  private final MergedHeader header = new MergedHeader(tables.strings());
  private final MergedSamples samples = new MergedSamples();

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
   *     when what is held of those before it is over the limit already
   * @throws AnalysisException when its sample types or its period type differ from the others'
   * @throws IOException only what the stream itself throws
   */
  public void add(InputStream profile) throws ProfileFailure, AnalysisException, IOException {
    if (samples.bytes() + tables.bytes() > limits.decodedBytes()) {
      throw new ProfileFailure(
          Outcome.TOO_LARGE,
          "the merged profile is over the limit of " + limits.decodedBytes() + " bytes");
    }
    var input = InputProfile.read(profile, check);
    header.add(input);
    var translation = new Translation(input, tables);
    input.forEachSample(sample -> {
      if (!sample.isZero()) {
        samples.add(translation.withoutValues(sample), sample);
      }
    });
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
    samples.write(coded);
    tables.write(coded);
    coded.flush();
    gzip.finish();
  }
}
