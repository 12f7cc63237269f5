package io.kprofefe.analysis;

import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.PprofCheck;
import io.kprofefe.profile.PprofLimits;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.pprof.Mapping;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.profile.pprof.ValueType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * One sound profile in memory, as its decoded bytes and the places of its entries in them: an
 * object for each would cost more than all that is done with them.
 */
public final class InputProfile {

  private static final Parser<Mapping> MAPPING = DiscardUnknownFieldsParser.wrap(Mapping.parser());

  private final byte[] bytes;
  private final int length;
  private final InputEntries mappings;
  private final InputEntries locations;
  private final InputEntries functions;
  private int[] strings = new int[256];
  private int stringCount;
  private final Profile header;

  /** Is given the samples of a profile, one after the other. */
  interface Samples {
    void sample(InputSample sample) throws ProfileFailure;
  }

  /** The check writes the decoded bytes here; they are read in place. */
  private static final class Decoded extends ByteArrayOutputStream {

    Decoded() {
      super(1 << 16);
    }

    InputProfile profile() {
      return new InputProfile(buf, count);
    }
  }

  private InputProfile(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
    this.mappings = new InputEntries(bytes);
    this.locations = new InputEntries(bytes);
    this.functions = new InputEntries(bytes);
    this.header = index();
  }

  /**
   * Reads a profile, gzipped or not, to the stream's end.
   *
   * @throws ProfileFailure when it is not a sound profile or over a limit
   * @throws IOException only what the stream itself throws
   */
  public static InputProfile read(InputStream body, PprofLimits limits)
      throws ProfileFailure, IOException {
    var decoded = new Decoded();
    new PprofCheck(limits).check(body, decoded);
    var input = decoded.profile();
    if (input.sampleTypes().stream().distinct().count() < input.header().getSampleTypeCount()) {
      throw new ProfileFailure(Outcome.INVALID, "two of its sample types have one name");
    }
    return input;
  }

  /** The profile without its samples, mappings, locations, functions and strings. */
  Profile header() {
    return header;
  }

  List<SampleType> sampleTypes() {
    return header.getSampleTypeList().stream().map(this::sampleType).toList();
  }

  SampleType periodType() {
    return sampleType(header.getPeriodType());
  }

  void forEachSample(Samples samples) throws ProfileFailure {
    var sample = new InputSample(locations);
    var fields = new Fields(bytes, 0, length);
    while (fields.next()) {
      if (fields.field() == Profile.SAMPLE_FIELD_NUMBER) {
        sample.read(fields.message());
        samples.sample(sample);
      }
    }
  }

  /** The first is the program itself. */
  InputEntries mappings() {
    return mappings;
  }

  Mapping mapping(int number) {
    return parsed(MAPPING, bytes, mappings.start(number), mappings.end(number));
  }

  InputEntries locations() {
    return locations;
  }

  InputEntries functions() {
    return functions;
  }

  int strings() {
    return stringCount;
  }

  /** A string's number among these, where it is not known yet it is added. */
  int addString(long index, DistinctBytes among) {
    int at = 2 * (int) index;
    return among.number(bytes, strings[at], strings[at + 1]);
  }

  /** A string as text; what is no UTF-8 becomes replacement characters. */
  String text(long index) {
    int at = 2 * (int) index;
    return new String(bytes, strings[at], strings[at + 1] - strings[at], StandardCharsets.UTF_8);
  }

  private SampleType sampleType(ValueType type) {
    return new SampleType(text(type.getType()), text(type.getUnit()));
  }

  private Profile index() {
    var rest = new ByteArrayOutputStream();
    var fields = new Fields(bytes, 0, length);
    int start = 0;
    while (fields.next()) {
      switch (fields.field()) {
        case Profile.SAMPLE_FIELD_NUMBER -> {}
        case Profile.LOCATION_FIELD_NUMBER -> locations.add(fields);
        case Profile.FUNCTION_FIELD_NUMBER -> functions.add(fields);
        case Profile.MAPPING_FIELD_NUMBER -> mappings.add(fields);
        case Profile.STRING_TABLE_FIELD_NUMBER -> addString(fields.start(), fields.end());
        case Profile.SAMPLE_TYPE_FIELD_NUMBER,
            Profile.DROP_FRAMES_FIELD_NUMBER,
            Profile.KEEP_FRAMES_FIELD_NUMBER,
            Profile.TIME_NANOS_FIELD_NUMBER,
            Profile.DURATION_NANOS_FIELD_NUMBER,
            Profile.PERIOD_TYPE_FIELD_NUMBER,
            Profile.PERIOD_FIELD_NUMBER,
            Profile.COMMENT_FIELD_NUMBER,
            Profile.DEFAULT_SAMPLE_TYPE_FIELD_NUMBER,
            Profile.DOC_URL_FIELD_NUMBER ->
            rest.write(bytes, start, fields.end() - start);
        default -> {}
      }
      start = fields.end();
    }
    return parsed(Profile.parser(), rest.toByteArray(), 0, rest.size());
  }

  private static <T> T parsed(Parser<T> parser, byte[] bytes, int start, int end) {
    try {
      return parser.parseFrom(bytes, start, end - start);
    } catch (InvalidProtocolBufferException impossible) {
      throw new UncheckedIOException("a checked profile could not be read", impossible);
    }
  }

  private void addString(int start, int end) {
    if (strings.length == 2 * stringCount) {
      strings = Arrays.copyOf(strings, 2 * strings.length);
    }
    strings[2 * stringCount] = start;
    strings[2 * stringCount + 1] = end;
    stringCount++;
  }
}
