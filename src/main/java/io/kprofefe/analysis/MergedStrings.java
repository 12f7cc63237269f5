package io.kprofefe.analysis;

import com.google.protobuf.CodedOutputStream;
import io.kprofefe.profile.pprof.Profile;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The string table of a merged profile; byte for byte, as a string need not be UTF-8. */
final class MergedStrings {

  private final Map<Encoded, Integer> indexes = new LinkedHashMap<>();

  MergedStrings() {
    index(new Encoded(new byte[0]));
  }

  int index(Encoded string) {
    return indexes.computeIfAbsent(string, _ -> indexes.size());
  }

  void write(CodedOutputStream out) throws IOException {
    for (Encoded string : indexes.keySet()) {
      out.writeByteArray(Profile.STRING_TABLE_FIELD_NUMBER, string.bytes());
    }
  }
}
