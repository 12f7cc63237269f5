package io.kprofefe.profile;

import io.kprofefe.profile.pprof.Function;
import io.kprofefe.profile.pprof.Label;
import io.kprofefe.profile.pprof.Line;
import io.kprofefe.profile.pprof.Location;
import io.kprofefe.profile.pprof.Mapping;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.profile.pprof.Sample;
import io.kprofefe.profile.pprof.ValueType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One walk over a decoded profile, entry by entry in whatever order they come. Held are counters
 * and ids; what an entry names may come after it, and is looked for at the end. The rules are those
 * of google/pprof's parser and {@code CheckValid}, and a few of ours: a mapping that is named must
 * be there, and what may stand once stands once, for else two profiles were glued together.
 */
final class PprofStructure {

  private final Wire wire;
  private final PprofLimits limits;
  private final StringTable strings;
  private final SampleTypes sampleTypes = new SampleTypes();
  private final IdTable mappings = new IdTable();
  private final IdTable locations = new IdTable();
  private final IdTable functions = new IdTable();

  private long samples;
  private long comments;
  private long timeNanos;
  private long durationNanos;
  private long defaultSampleType;
  private int seenOnce;

  /** Of the entry that is being read. */
  private int depth;

  private int values;

  PprofStructure(Wire wire, PprofLimits limits) {
    this.wire = wire;
    this.limits = limits;
    this.strings = new StringTable(limits);
  }

  /** Reads to the end. The summary's size is the caller's to say. */
  PprofSummary read(DecodedBody body) throws IOException {
    while (wire.next()) {
      entry(wire.field());
    }
    strings.verify();
    sampleTypes.verify();
    verify("mapping", mappings);
    verify("function", functions);
    verify("location", locations);
    return new PprofSummary(
        sampleTypes.shown(strings),
        strings.shown(defaultSampleType),
        samples,
        timeNanos > 0
            ? Optional.of(Instant.EPOCH.plus(Duration.ofNanos(timeNanos)))
            : Optional.empty(),
        Duration.ofNanos(Math.max(0, durationNanos)),
        body.count());
  }

  private void entry(int field) throws IOException {
    switch (field) {
      case Profile.SAMPLE_TYPE_FIELD_NUMBER -> sampleType();
      case Profile.SAMPLE_FIELD_NUMBER -> sample();
      case Profile.MAPPING_FIELD_NUMBER -> mapping();
      case Profile.LOCATION_FIELD_NUMBER -> location();
      case Profile.FUNCTION_FIELD_NUMBER -> function();
      case Profile.STRING_TABLE_FIELD_NUMBER -> strings.read(wire);
      case Profile.COMMENT_FIELD_NUMBER -> wire.numbers(this::comment);
      case Profile.DROP_FRAMES_FIELD_NUMBER,
          Profile.KEEP_FRAMES_FIELD_NUMBER,
          Profile.DOC_URL_FIELD_NUMBER -> {
        once(field);
        strings.refer(wire.number());
      }
      case Profile.DEFAULT_SAMPLE_TYPE_FIELD_NUMBER -> {
        once(field);
        defaultSampleType = wire.number();
        strings.refer(defaultSampleType);
      }
      case Profile.TIME_NANOS_FIELD_NUMBER -> {
        once(field);
        timeNanos = wire.number();
      }
      case Profile.DURATION_NANOS_FIELD_NUMBER -> {
        once(field);
        durationNanos = wire.number();
      }
      case Profile.PERIOD_TYPE_FIELD_NUMBER -> {
        once(field);
        valueType();
      }
      case Profile.PERIOD_FIELD_NUMBER -> {
        once(field);
        wire.number();
      }
      default -> wire.skip();
    }
  }

  private void sampleType() throws IOException {
    sampleTypes.add(valueType());
  }

  private SampleTypes.Names valueType() throws IOException {
    long type = 0;
    long unit = 0;
    long outer = wire.enter();
    while (wire.next()) {
      switch (wire.field()) {
        case ValueType.TYPE_FIELD_NUMBER -> type = wire.number();
        case ValueType.UNIT_FIELD_NUMBER -> unit = wire.number();
        default -> wire.skip();
      }
    }
    wire.leave(outer);
    strings.refer(type);
    strings.refer(unit);
    return new SampleTypes.Names(type, unit);
  }

  private void sample() throws IOException {
    limits.countEntries("samples", ++samples);
    depth = 0;
    values = 0;
    int labels = 0;
    long outer = wire.enter();
    while (wire.next()) {
      switch (wire.field()) {
        case Sample.LOCATION_ID_FIELD_NUMBER -> wire.numbers(this::sampleLocation);
        case Sample.VALUE_FIELD_NUMBER -> wire.numbers(value -> values++);
        case Sample.LABEL_FIELD_NUMBER -> {
          limits.countDepth("labels on a sample", ++labels);
          label();
        }
        default -> wire.skip();
      }
    }
    wire.leave(outer);
    sampleTypes.expect(values);
  }

  private void sampleLocation(long location) throws Refused {
    limits.countDepth("locations in a stack", ++depth);
    locations.refer(location);
    limits.countIds("locations", locations.size());
  }

  private void label() throws IOException {
    long outer = wire.enter();
    while (wire.next()) {
      switch (wire.field()) {
        case Label.KEY_FIELD_NUMBER, Label.STR_FIELD_NUMBER, Label.NUM_UNIT_FIELD_NUMBER ->
            strings.refer(wire.number());
        case Label.NUM_FIELD_NUMBER -> wire.number();
        default -> wire.skip();
      }
    }
    wire.leave(outer);
  }

  private void mapping() throws IOException {
    long id = 0;
    long outer = wire.enter();
    while (wire.next()) {
      switch (wire.field()) {
        case Mapping.ID_FIELD_NUMBER -> id = wire.number();
        case Mapping.FILENAME_FIELD_NUMBER, Mapping.BUILD_ID_FIELD_NUMBER ->
            strings.refer(wire.number());
        case Mapping.MEMORY_START_FIELD_NUMBER,
            Mapping.MEMORY_LIMIT_FIELD_NUMBER,
            Mapping.FILE_OFFSET_FIELD_NUMBER,
            Mapping.HAS_FUNCTIONS_FIELD_NUMBER,
            Mapping.HAS_FILENAMES_FIELD_NUMBER,
            Mapping.HAS_LINE_NUMBERS_FIELD_NUMBER,
            Mapping.HAS_INLINE_FRAMES_FIELD_NUMBER ->
            wire.number();
        default -> wire.skip();
      }
    }
    wire.leave(outer);
    define("mapping", mappings, id);
    limits.countIds("mappings", mappings.size());
  }

  private void location() throws IOException {
    long id = 0;
    long mappingId = 0;
    int lines = 0;
    long outer = wire.enter();
    while (wire.next()) {
      switch (wire.field()) {
        case Location.ID_FIELD_NUMBER -> id = wire.number();
        case Location.MAPPING_ID_FIELD_NUMBER -> mappingId = wire.number();
        case Location.LINE_FIELD_NUMBER -> {
          limits.countDepth("lines in a location", ++lines);
          line();
        }
        case Location.ADDRESS_FIELD_NUMBER, Location.IS_FOLDED_FIELD_NUMBER -> wire.number();
        default -> wire.skip();
      }
    }
    wire.leave(outer);
    define("location", locations, id);
    limits.countIds("locations", locations.size());
    if (mappingId != 0) {
      mappings.refer(mappingId);
      limits.countIds("mappings", mappings.size());
    }
  }

  private void line() throws IOException {
    long functionId = 0;
    long outer = wire.enter();
    while (wire.next()) {
      switch (wire.field()) {
        case Line.FUNCTION_ID_FIELD_NUMBER -> functionId = wire.number();
        case Line.LINE_FIELD_NUMBER, Line.COLUMN_FIELD_NUMBER -> wire.number();
        default -> wire.skip();
      }
    }
    wire.leave(outer);
    functions.refer(functionId);
    limits.countIds("functions", functions.size());
  }

  private void function() throws IOException {
    long id = 0;
    long outer = wire.enter();
    while (wire.next()) {
      switch (wire.field()) {
        case Function.ID_FIELD_NUMBER -> id = wire.number();
        case Function.NAME_FIELD_NUMBER,
            Function.SYSTEM_NAME_FIELD_NUMBER,
            Function.FILENAME_FIELD_NUMBER ->
            strings.refer(wire.number());
        case Function.START_LINE_FIELD_NUMBER -> wire.number();
        default -> wire.skip();
      }
    }
    wire.leave(outer);
    define("function", functions, id);
    limits.countIds("functions", functions.size());
  }

  private void comment(long index) throws Refused {
    limits.countEntries("comments", ++comments);
    strings.refer(index);
  }

  private void define(String kind, IdTable table, long id) throws Refused {
    if (id == 0) {
      throw Refused.invalid("it has a " + kind + " without an id");
    }
    if (!table.define(id)) {
      throw Refused.invalid(
          "it has two "
              + kind
              + "s "
              + Long.toUnsignedString(id)
              + ", as two profiles in one would");
    }
  }

  private void once(int field) throws Refused {
    if ((seenOnce & 1 << field) != 0) {
      throw Refused.invalid("field " + field + " stands twice in it, as two profiles in one would");
    }
    seenOnce |= 1 << field;
  }

  private static void verify(String kind, IdTable table) throws Refused {
    if (table.missing() > 0) {
      throw Refused.invalid(
          "it names "
              + kind
              + " "
              + Long.toUnsignedString(table.oneMissing())
              + ", which is not in it");
    }
  }
}
