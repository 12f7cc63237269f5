package io.kprofefe.analysis;

import com.google.protobuf.CodedOutputStream;
import io.kprofefe.profile.pprof.Function;
import io.kprofefe.profile.pprof.Label;
import io.kprofefe.profile.pprof.Line;
import io.kprofefe.profile.pprof.Location;
import io.kprofefe.profile.pprof.Mapping;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.profile.pprof.Sample;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The mappings, locations and functions of a merged profile: each once, and only those in use. */
final class MergedEntries {

  private final MergedStrings strings;
  private final DistinctEntries locations = new DistinctEntries();
  private final DistinctEntries functions = new DistinctEntries();
  private final Map<MappingKey, Mapping> mappings = new LinkedHashMap<>();

  /**
   * Mappings are the same when this is, wherever the system put them: the size up to a page, the
   * offset, and the build id or else the file (google/pprof's rule).
   */
  private record MappingKey(long size, long offset, int file) {

    private static final long PAGE = 0x1000;

    static MappingKey of(Mapping mapping) {
      long size = mapping.getMemoryLimit() - mapping.getMemoryStart() + PAGE - 1;
      return new MappingKey(
          size - Long.remainderUnsigned(size, PAGE),
          mapping.getFileOffset(),
          (int) (mapping.getBuildId() != 0 ? mapping.getBuildId() : mapping.getFilename()));
    }
  }

  MergedEntries(MergedStrings strings) {
    this.strings = strings;
  }

  /** From the ids of this profile to merged ones. */
  Translation translation(InputProfile input) {
    return new Translation(input);
  }

  void write(CodedOutputStream out) throws IOException {
    for (Mapping mapping : mappings.values()) {
      out.writeMessage(Profile.MAPPING_FIELD_NUMBER, mapping);
    }
    locations.write(out, Profile.LOCATION_FIELD_NUMBER);
    functions.write(out, Profile.FUNCTION_FIELD_NUMBER);
  }

  /** A mapping of one input in the merged profile: its id, and how far its addresses move. */
  private record Moved(long id, long offset) {}

  /** One input's entries, taken over into the merged ones when they are first met. */
  final class Translation {

    private final InputProfile input;
    private final IdMap locationIds = new IdMap();
    private final IdMap functionIds = new IdMap();
    private final Map<Long, Moved> moved = new HashMap<>();
    private final IdMap stringIndexes = new IdMap();

    private Translation(InputProfile input) {
      this.input = input;
      // The first mapping is the program itself, and stays first.
      if (mappings.isEmpty() && input.hasMapping()) {
        merged(input.firstMapping());
      }
    }

    /** The sample in merged ids, its labels in one order. */
    Sample withoutValues(Sample sample) {
      var translated = Sample.newBuilder();
      for (int i = 0; i < sample.getLocationIdCount(); i++) {
        translated.addLocationId(location(sample.getLocationId(i)));
      }
      sample.getLabelList().stream()
          .filter(Translation::saysSomething)
          .map(this::label)
          .sorted(
              Comparator.comparing((Label label) -> label.getStr() == 0)
                  .thenComparingLong(Label::getKey))
          .forEach(translated::addLabel);
      return translated.build();
    }

    private static boolean saysSomething(Label label) {
      return label.getStr() != 0 || label.getNum() != 0 || label.getNumUnit() != 0;
    }

    private Label label(Label label) {
      var translated = Label.newBuilder().setKey(string(label.getKey()));
      return label.getStr() != 0
          ? translated.setStr(string(label.getStr())).build()
          : translated.setNum(label.getNum()).setNumUnit(string(label.getNumUnit())).build();
    }

    private int location(long id) {
      int known = locationIds.get(id);
      if (known != IdMap.ABSENT) {
        return known;
      }
      int merged = locations.id(merged(input.location(id)));
      locationIds.put(id, merged);
      return merged;
    }

    private Location merged(Location location) {
      var merged = location.toBuilder().clearId().clearLine();
      if (location.getMappingId() != 0) {
        Moved mapping = moved.computeIfAbsent(location.getMappingId(), this::move);
        merged.setMappingId(mapping.id()).setAddress(location.getAddress() + mapping.offset());
      }
      for (Line line : location.getLineList()) {
        merged.addLine(line.toBuilder().setFunctionId(function(line.getFunctionId())));
      }
      return merged.build();
    }

    private Moved move(long id) {
      Mapping source = input.mapping(id);
      Mapping target = merged(source);
      return new Moved(target.getId(), target.getMemoryStart() - source.getMemoryStart());
    }

    private int function(long id) {
      int known = functionIds.get(id);
      if (known != IdMap.ABSENT) {
        return known;
      }
      Function function = input.function(id);
      int merged =
          functions.id(
              function.toBuilder()
                  .clearId()
                  .setName(string(function.getName()))
                  .setSystemName(string(function.getSystemName()))
                  .setFilename(string(function.getFilename()))
                  .build());
      functionIds.put(id, merged);
      return merged;
    }

    private Mapping merged(Mapping mapping) {
      Mapping translated =
          mapping.toBuilder()
              .setId(mappings.size() + 1L)
              .setFilename(string(mapping.getFilename()))
              .setBuildId(string(mapping.getBuildId()))
              .build();
      return mappings.computeIfAbsent(MappingKey.of(translated), _ -> translated);
    }

    private int string(long index) {
      int known = stringIndexes.get(index);
      if (known != IdMap.ABSENT) {
        return known;
      }
      int merged = strings.index(input.string(index));
      stringIndexes.put(index, merged);
      return merged;
    }
  }
}
