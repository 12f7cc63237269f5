package io.kprofefe.analysis;

import com.google.protobuf.CodedOutputStream;
import io.kprofefe.profile.pprof.Mapping;
import io.kprofefe.profile.pprof.Profile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The mappings of a merged profile: each once, and only those in use. */
final class MergedMappings {

  private static final long PAGE = 0x1000;

  private final List<Mapping> mappings = new ArrayList<>();
  private final DistinctBytes keys = new DistinctBytes();
  private final MessageBytes key = new MessageBytes();

  boolean isEmpty() {
    return mappings.isEmpty();
  }

  /**
   * The merged mapping that this one is, its strings translated; else it becomes one, with an id.
   */
  Mapping of(Mapping.Builder mapping) {
    int number = keys.number(key(mapping));
    if (number == mappings.size()) {
      mappings.add(mapping.setId(number + 1).build());
    }
    return mappings.get(number);
  }

  void write(CodedOutputStream out) throws IOException {
    for (Mapping mapping : mappings) {
      out.writeMessage(Profile.MAPPING_FIELD_NUMBER, mapping);
    }
  }

  /**
   * Mappings are the same when this is, wherever the system put them: the size up to a page, the
   * offset, and the build id or else the file (google/pprof's rule).
   */
  private MessageBytes key(Mapping.Builder mapping) {
    long size = mapping.getMemoryLimit() - mapping.getMemoryStart() + PAGE - 1;
    return key.clear()
        .number(1, size - Long.remainderUnsigned(size, PAGE))
        .number(2, mapping.getFileOffset())
        .number(3, mapping.getBuildId() != 0 ? mapping.getBuildId() : mapping.getFilename());
  }
}
