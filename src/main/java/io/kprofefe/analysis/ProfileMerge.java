package io.kprofefe.analysis;

import com.google.protobuf.CodedOutputStream;
import io.kprofefe.profile.Outcome;
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
  private final MergedTables tables = new MergedTables();
  private final MergedHeader header = new MergedHeader(tables.strings());
  private final MergedSamples samples = new MergedSamples();

  /**
   * @param limits of each input, and of what is held of all of them
   */
  public ProfileMerge(PprofLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads a profile, gzipped or not, and adds it: see {@link InputProfile#read} and {@link
   * #add(InputProfile)}.
   *
   * @throws IOException only what the stream itself throws
   */
  public void add(InputStream profile) throws ProfileFailure, AnalysisException, IOException {
    add(InputProfile.read(profile, limits));
  }

  /**
   * Adds a profile. After an exception nothing of it was added.
   *
   * @throws ProfileFailure when a stack of it is over a limit; {@code TOO_LARGE} also when what is
   *     held of those before it is over the limit already
   * @throws AnalysisException when its sample types or its period type differ from the others'
   */
  public void add(InputProfile profile) throws ProfileFailure, AnalysisException {
    if (samples.bytes() + tables.bytes() > limits.decodedBytes()) {
      throw new ProfileFailure(
          Outcome.TOO_LARGE,
          "the merged profile is over the limit of " + limits.decodedBytes() + " bytes");
    }
    header.add(profile);
    var translation = new Translation(profile, tables);
    profile.forEachSample(sample -> {
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
