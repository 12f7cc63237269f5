package io.kprofefe.analysis;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import com.google.protobuf.WireFormat;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.PprofCheck;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.pprof.Function;
import io.kprofefe.profile.pprof.Location;
import io.kprofefe.profile.pprof.Mapping;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.profile.pprof.Sample;
import io.kprofefe.profile.pprof.ValueType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/**
 * One sound profile in memory, as its decoded bytes and the places of its entries in them; an entry
 * becomes an object only while it is looked at.
 */
final class InputProfile {

  private static final Parser<Sample> SAMPLE = DiscardUnknownFieldsParser.wrap(Sample.parser());
  private static final Parser<Mapping> MAPPING = DiscardUnknownFieldsParser.wrap(Mapping.parser());
  private static final Parser<Location> LOCATION =
      DiscardUnknownFieldsParser.wrap(Location.parser());
  private static final Parser<Function> FUNCTION =
      DiscardUnknownFieldsParser.wrap(Function.parser());

  private final Decoded decoded;
  private final IdMap mappings = new IdMap();
  private final IdMap locations = new IdMap();
  private final IdMap functions = new IdMap();
  private int[] strings = new int[256];
  private int stringCount;
  private int firstMapping = IdMap.ABSENT;
  private final Profile header;

  /** Is given the samples of a profile, one after the other. */
  interface Samples {
    void sample(Sample sample) throws ProfileFailure;
  }

  /** The check writes the decoded bytes here; they are read in place. */
  private static final class Decoded extends ByteArrayOutputStream {

    CodedInputStream from(int start) {
      return CodedInputStream.newInstance(buf, start, count - start);
    }

    byte[] copy(int start, int end) {
      return Arrays.copyOfRange(buf, start, end);
    }
  }

  private InputProfile(Decoded decoded) throws IOException {
    this.decoded = decoded;
    this.header = index();
  }

  /** Reads the stream to its end; a profile that does not pass the check is a failure. */
  static InputProfile read(InputStream body, PprofCheck check) throws ProfileFailure, IOException {
    var decoded = new Decoded();
    check.check(body, decoded);
    var input = new InputProfile(decoded);
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
    try {
      var in = decoded.from(0);
      while (!in.isAtEnd()) {
        int tag = in.readTag();
        if (WireFormat.getTagFieldNumber(tag) == Profile.SAMPLE_FIELD_NUMBER) {
          samples.sample(message(in, SAMPLE));
        } else {
          in.skipField(tag);
        }
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("a checked profile could not be read", impossible);
    }
  }

  Location location(long id) {
    return at(locations.get(id), LOCATION);
  }

  Function function(long id) {
    return at(functions.get(id), FUNCTION);
  }

  Mapping mapping(long id) {
    return at(mappings.get(id), MAPPING);
  }

  /** The mapping that comes first: the program itself. */
  boolean hasMapping() {
    return firstMapping != IdMap.ABSENT;
  }

  Mapping firstMapping() {
    return at(firstMapping, MAPPING);
  }

  Encoded string(long index) {
    int at = 2 * (int) index;
    return new Encoded(decoded.copy(strings[at], strings[at + 1]));
  }

  private SampleType sampleType(ValueType type) {
    return new SampleType(string(type.getType()).toString(), string(type.getUnit()).toString());
  }

  private Profile index() throws IOException {
    var rest = new ByteArrayOutputStream();
    var in = decoded.from(0);
    while (!in.isAtEnd()) {
      int start = in.getTotalBytesRead();
      int tag = in.readTag();
      int at = in.getTotalBytesRead();
      switch (WireFormat.getTagFieldNumber(tag)) {
        case Profile.LOCATION_FIELD_NUMBER -> locations.put(message(in, LOCATION).getId(), at);
        case Profile.FUNCTION_FIELD_NUMBER -> functions.put(message(in, FUNCTION).getId(), at);
        case Profile.MAPPING_FIELD_NUMBER -> {
          mappings.put(message(in, MAPPING).getId(), at);
          firstMapping = firstMapping == IdMap.ABSENT ? at : firstMapping;
        }
        case Profile.STRING_TABLE_FIELD_NUMBER -> {
          int length = in.readRawVarint32();
          addString(in.getTotalBytesRead(), length);
          in.skipRawBytes(length);
        }
        case Profile.SAMPLE_TYPE_FIELD_NUMBER,
            Profile.DROP_FRAMES_FIELD_NUMBER,
            Profile.KEEP_FRAMES_FIELD_NUMBER,
            Profile.TIME_NANOS_FIELD_NUMBER,
            Profile.DURATION_NANOS_FIELD_NUMBER,
            Profile.PERIOD_TYPE_FIELD_NUMBER,
            Profile.PERIOD_FIELD_NUMBER,
            Profile.COMMENT_FIELD_NUMBER,
            Profile.DEFAULT_SAMPLE_TYPE_FIELD_NUMBER,
            Profile.DOC_URL_FIELD_NUMBER -> {
          in.skipField(tag);
          rest.write(decoded.copy(start, in.getTotalBytesRead()));
        }
        default -> in.skipField(tag);
      }
    }
    return Profile.parseFrom(rest.toByteArray());
  }

  private void addString(int start, int length) {
    if (strings.length == 2 * stringCount) {
      strings = Arrays.copyOf(strings, 2 * strings.length);
    }
    strings[2 * stringCount] = start;
    strings[2 * stringCount + 1] = start + length;
    stringCount++;
  }

  private <T extends MessageLite> T at(int place, Parser<T> parser) {
    try {
      return message(decoded.from(place), parser);
    } catch (IOException impossible) {
      throw new UncheckedIOException("a checked profile could not be read", impossible);
    }
  }

  private static <T extends MessageLite> T message(CodedInputStream in, Parser<T> parser)
      throws IOException {
    return in.readMessage(parser, ExtensionRegistryLite.getEmptyRegistry());
  }
}
