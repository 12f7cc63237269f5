package io.kprofefe.analysis;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.kprofefe.profile.pprof.Profile;
import java.io.IOException;

/** The string table of a merged profile; byte for byte, as a string need not be UTF-8. */
final class MergedStrings {

  private final DistinctBytes strings = new DistinctBytes();

  MergedStrings() {
    strings.number(new byte[0], 0, 0);
  }

  /** Where the string of the input is in this table. */
  int index(InputProfile input, long index) {
    return input.addString(index, strings);
  }

  /** Of all strings. */
  long bytes() {
    return strings.bytes();
  }

  void write(CodedOutputStream out) throws IOException {
    for (int index = 0; index < strings.size(); index++) {
      out.writeTag(Profile.STRING_TABLE_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      out.writeUInt32NoTag(strings.length(index));
      strings.write(index, out);
    }
  }
}
