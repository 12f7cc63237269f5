package io.kprofefe.analysis;

import com.google.protobuf.CodedOutputStream;
import io.kprofefe.profile.pprof.Profile;
import java.io.IOException;

/** What the samples of a merged profile refer to. */
record MergedTables(
    MergedMappings mappings,
    MergedEntries locations,
    MergedEntries functions,
    MergedStrings strings) {

  MergedTables() {
    this(new MergedMappings(), new MergedEntries(), new MergedEntries(), new MergedStrings());
  }

  /** How much is held, but for the few mappings. */
  long bytes() {
    return locations.bytes() + functions.bytes() + strings.bytes();
  }

  /** The strings come last: until then there may be new ones. */
  void write(CodedOutputStream out) throws IOException {
    mappings.write(out);
    locations.write(out, Profile.LOCATION_FIELD_NUMBER);
    functions.write(out, Profile.FUNCTION_FIELD_NUMBER);
    strings.write(out);
  }
}
