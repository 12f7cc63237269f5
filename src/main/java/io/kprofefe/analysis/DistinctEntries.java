package io.kprofefe.analysis;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Entries of one kind, each once, kept as their bytes; an id is the place in the order of arrival.
 */
final class DistinctEntries {

  /** The field of the id is the same in mappings, locations and functions. */
  private static final int ID_FIELD = 1;

  private final Map<Encoded, Integer> ids = new LinkedHashMap<>();

  /** The id of this entry, which carries none itself; 1 or above. */
  int id(MessageLite entry) {
    return ids.computeIfAbsent(new Encoded(entry.toByteArray()), _ -> ids.size() + 1);
  }

  /** Writes the entries with their ids as a repeated field. */
  void write(CodedOutputStream out, int field) throws IOException {
    for (var entry : ids.entrySet()) {
      byte[] bytes = entry.getKey().bytes();
      out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      out.writeUInt32NoTag(
          CodedOutputStream.computeInt32Size(ID_FIELD, entry.getValue()) + bytes.length);
      out.writeInt32(ID_FIELD, entry.getValue());
      out.writeRawBytes(bytes);
    }
  }
}
