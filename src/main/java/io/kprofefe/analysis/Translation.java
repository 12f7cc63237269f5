package io.kprofefe.analysis;

import io.kprofefe.analysis.InputSample.SampleLabel;
import io.kprofefe.profile.pprof.Function;
import io.kprofefe.profile.pprof.Label;
import io.kprofefe.profile.pprof.Line;
import io.kprofefe.profile.pprof.Location;
import io.kprofefe.profile.pprof.Mapping;
import io.kprofefe.profile.pprof.Sample;
import java.util.Comparator;
import java.util.List;

/**
 * From one profile to the merged one: entries are taken over when they are first met, so that what
 * no sample uses stays behind.
 */
final class Translation {

  /** Those with a string first, then by key; else as they came. */
  private static final Comparator<SampleLabel> ORDER =
      Comparator.comparing((SampleLabel label) -> label.string() == 0)
          .thenComparingLong(SampleLabel::key);

  private static final int UNKNOWN = 0;

  private final InputProfile input;
  private final MergedTables merged;

  /** By the numbers that the input's entries have: merged ids, of strings one more. */
  private final int[] locationIds;

  private final int[] functionIds;
  private final int[] mappingIds;
  private final int[] stringIndexes;

  /** How far the addresses in each mapping move. */
  private final long[] moves;

  private int[] stackIds = new int[64];
  private final MessageBytes stack = new MessageBytes();
  private final MessageBytes label = new MessageBytes();
  private final MessageBytes location = new MessageBytes();
  private final MessageBytes lines = new MessageBytes();
  private final MessageBytes line = new MessageBytes();
  private final MessageBytes function = new MessageBytes();

  Translation(InputProfile input, MergedTables merged) {
    this.input = input;
    this.merged = merged;
    this.locationIds = new int[input.locations().size()];
    this.functionIds = new int[input.functions().size()];
    this.mappingIds = new int[input.mappings().size()];
    this.moves = new long[input.mappings().size()];
    this.stringIndexes = new int[input.strings()];
    // The first mapping is the program itself, and stays first.
    if (merged.mappings().isEmpty() && input.mappings().size() > 0) {
      mapping(0);
    }
  }

  /** The sample in merged ids, its labels in one order; until the next one is asked for. */
  MessageBytes withoutValues(InputSample sample) {
    int depth = sample.depth();
    if (depth > stackIds.length) {
      stackIds = new int[Math.max(depth, 2 * stackIds.length)];
    }
    for (int i = 0; i < depth; i++) {
      stackIds[i] = location(sample.location(i));
    }
    stack.clear().numbers(Sample.LOCATION_ID_FIELD_NUMBER, stackIds, depth);
    if (!sample.labels().isEmpty()) {
      addLabels(sample.labels());
    }
    return stack;
  }

  private void addLabels(List<SampleLabel> labels) {
    labels.stream()
        .filter(SampleLabel::saysSomething)
        .map(this::translated)
        .sorted(ORDER)
        .forEach(each ->
            stack.message(
                Sample.LABEL_FIELD_NUMBER,
                label
                    .clear()
                    .number(Label.KEY_FIELD_NUMBER, each.key())
                    .number(Label.STR_FIELD_NUMBER, each.string())
                    .number(Label.NUM_FIELD_NUMBER, each.number())
                    .number(Label.NUM_UNIT_FIELD_NUMBER, each.unit())));
  }

  private SampleLabel translated(SampleLabel own) {
    int key = string(own.key());
    return own.string() != 0
        ? new SampleLabel(key, string(own.string()), 0, 0)
        : new SampleLabel(key, 0, own.number(), string(own.unit()));
  }

  private int location(int number) {
    if (locationIds[number] == UNKNOWN) {
      locationIds[number] = merged.locations().id(translated(input.locations().entry(number)));
    }
    return locationIds[number];
  }

  private MessageBytes translated(Fields own) {
    long mappingId = 0;
    long address = 0;
    long isFolded = 0;
    lines.clear();
    while (own.next()) {
      switch (own.field()) {
        case Location.MAPPING_ID_FIELD_NUMBER -> mappingId = own.number();
        case Location.ADDRESS_FIELD_NUMBER -> address = own.number();
        case Location.LINE_FIELD_NUMBER -> addLine(own.message());
        case Location.IS_FOLDED_FIELD_NUMBER -> isFolded = own.number();
        default -> {}
      }
    }
    location.clear();
    if (mappingId != 0) {
      int mapping = input.mappings().number(mappingId);
      location.number(Location.MAPPING_ID_FIELD_NUMBER, mapping(mapping));
      address += moves[mapping];
    }
    return location
        .number(Location.ADDRESS_FIELD_NUMBER, address)
        .append(lines)
        .number(Location.IS_FOLDED_FIELD_NUMBER, isFolded == 0 ? 0 : 1);
  }

  private void addLine(Fields own) {
    long functionId = 0;
    long number = 0;
    long column = 0;
    while (own.next()) {
      switch (own.field()) {
        case Line.FUNCTION_ID_FIELD_NUMBER -> functionId = own.number();
        case Line.LINE_FIELD_NUMBER -> number = own.number();
        case Line.COLUMN_FIELD_NUMBER -> column = own.number();
        default -> {}
      }
    }
    lines.message(
        Location.LINE_FIELD_NUMBER,
        line.clear()
            .number(Line.FUNCTION_ID_FIELD_NUMBER, function(input.functions().number(functionId)))
            .number(Line.LINE_FIELD_NUMBER, number)
            .number(Line.COLUMN_FIELD_NUMBER, column));
  }

  private int function(int number) {
    if (functionIds[number] == UNKNOWN) {
      functionIds[number] = merged.functions().id(function(input.functions().entry(number)));
    }
    return functionIds[number];
  }

  private MessageBytes function(Fields own) {
    long name = 0;
    long systemName = 0;
    long file = 0;
    long startLine = 0;
    while (own.next()) {
      switch (own.field()) {
        case Function.NAME_FIELD_NUMBER -> name = own.number();
        case Function.SYSTEM_NAME_FIELD_NUMBER -> systemName = own.number();
        case Function.FILENAME_FIELD_NUMBER -> file = own.number();
        case Function.START_LINE_FIELD_NUMBER -> startLine = own.number();
        default -> {}
      }
    }
    return function
        .clear()
        .number(Function.NAME_FIELD_NUMBER, string(name))
        .number(Function.SYSTEM_NAME_FIELD_NUMBER, string(systemName))
        .number(Function.FILENAME_FIELD_NUMBER, string(file))
        .number(Function.START_LINE_FIELD_NUMBER, startLine);
  }

  private int mapping(int number) {
    if (mappingIds[number] == UNKNOWN) {
      Mapping source = input.mapping(number);
      Mapping target =
          merged
              .mappings()
              .of(
                  source.toBuilder()
                      .setFilename(string(source.getFilename()))
                      .setBuildId(string(source.getBuildId())));
      mappingIds[number] = Math.toIntExact(target.getId());
      moves[number] = target.getMemoryStart() - source.getMemoryStart();
    }
    return mappingIds[number];
  }

  private int string(long index) {
    int own = (int) index;
    if (stringIndexes[own] == UNKNOWN) {
      stringIndexes[own] = merged.strings().index(input, index) + 1;
    }
    return stringIndexes[own] - 1;
  }
}
