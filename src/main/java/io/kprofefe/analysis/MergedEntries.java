package io.kprofefe.analysis;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/**
 * The locations or the functions of a merged profile: each once, in its protobuf form without the
 * id, which is its place in the order of arrival.
 */
final class MergedEntries {

  /** The field of the id is the same in mappings, locations and functions. */
  private static final int ID_FIELD = 1;

  private final DistinctBytes entries = new DistinctBytes();

  /** The id of this entry, which carries none itself; 1 or above. */
  int id(MessageBytes entry) {
    return entries.number(entry) + 1;
  }

  /** Of all entries. */
  long bytes() {
    return entries.bytes();
  }

  /** Writes the entries with their ids as a repeated field. */
  void write(CodedOutputStream out, int field) throws IOException {
    for (int number = 0; number < entries.size(); number++) {
      int id = number + 1;
      out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      out.writeUInt32NoTag(
          CodedOutputStream.computeInt32Size(ID_FIELD, id) + entries.length(number));
      out.writeInt32(ID_FIELD, id);
      entries.write(number, out);
    }
  }
}
