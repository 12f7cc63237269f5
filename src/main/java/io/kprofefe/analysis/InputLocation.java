package io.kprofefe.analysis;

import io.kprofefe.analysis.InputFunctions.InputFunction;
import io.kprofefe.profile.pprof.Line;
import io.kprofefe.profile.pprof.Location;
import io.kprofefe.profile.pprof.Mapping;
import java.util.ArrayList;
import java.util.List;

/**
 * A location of a profile, in words.
 *
 * @param calls the innermost first; all but the last are inlined. None, when only the binary is
 *     known
 * @param binary may be empty
 */
record InputLocation(List<Call> calls, String binary) {

  /** A function, and the line that is being worked at in it. */
  record Call(InputFunction function, long line) {}

  static InputLocation read(Fields location, InputProfile input, InputFunctions functions) {
    long mappingId = 0;
    var calls = new ArrayList<Call>();
    while (location.next()) {
      switch (location.field()) {
        case Location.MAPPING_ID_FIELD_NUMBER -> mappingId = location.number();
        case Location.LINE_FIELD_NUMBER -> calls.add(call(location.message(), functions));
        default -> {}
      }
    }
    return new InputLocation(calls, binary(mappingId, input));
  }

  /** Only the calls from this one outwards. */
  InputLocation from(int call) {
    return new InputLocation(calls.subList(call, calls.size()), binary);
  }

  private static Call call(Fields line, InputFunctions functions) {
    long function = 0;
    long number = 0;
    while (line.next()) {
      switch (line.field()) {
        case Line.FUNCTION_ID_FIELD_NUMBER -> function = line.number();
        case Line.LINE_FIELD_NUMBER -> number = line.number();
        default -> {}
      }
    }
    return new Call(functions.get(function), number);
  }

  private static String binary(long mappingId, InputProfile input) {
    if (mappingId == 0) {
      return "";
    }
    Mapping mapping = input.mapping(input.mappings().number(mappingId));
    return input.text(mapping.getFilename());
  }
}
