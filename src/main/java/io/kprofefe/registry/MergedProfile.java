package io.kprofefe.registry;

import io.kprofefe.analysis.AnalysisException;
import io.kprofefe.analysis.ProfileMerge;
import io.kprofefe.profile.PprofLimits;
import io.kprofefe.profile.ProfileFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Several profiles as one, as the body of an answer. */
final class MergedProfile implements Reply.Body {

  private final ProfileMerge merge;
  private boolean empty = true;

  MergedProfile(PprofLimits limits) {
    this.merge = new ProfileMerge(limits);
  }

  void add(InputStream profile) throws ProfileFailure, AnalysisException, IOException {
    merge.add(profile);
    empty = false;
  }

  boolean isEmpty() {
    return empty;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try {
      merge.writeTo(out);
    } catch (AnalysisException nothingToMerge) {
      throw new IOException(nothingToMerge);
    }
  }
}
