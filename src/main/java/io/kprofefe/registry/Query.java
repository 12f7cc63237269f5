package io.kprofefe.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of a request, of which the first of a name counts. A parameter with a raw {@code
 * ;} is dropped, as Go's server drops it (seen with Profefe 92baf9f); one with a broken escape is
 * an error, where Profefe would store the profile without its labels.
 */
record Query(List<Parameter> parameters) {

  record Parameter(String name, String value) {}

  static Query parse(String raw) throws ApiFailure {
    var parameters = new ArrayList<Parameter>();
    for (String pair : raw.split("&", -1)) {
      if (!pair.isEmpty() && !pair.contains(";")) {
        parameters.add(parameter(pair));
      }
    }
    return new Query(List.copyOf(parameters));
  }

  private static Parameter parameter(String pair) throws ApiFailure {
    int equals = pair.indexOf('=');
    String name = equals < 0 ? pair : pair.substring(0, equals);
    String value = equals < 0 ? "" : pair.substring(equals + 1);
    try {
      return new Parameter(Escapes.inQuery(name), Escapes.inQuery(value));
    } catch (Escapes.BrokenEscape broken) {
      throw ApiFailure.badRequest(broken.reason() + " in the query");
    }
  }

  /** The first value of this name; empty as well when that value is. */
  Optional<String> value(String name) {
    return parameters.stream()
        .filter(parameter -> parameter.name().equals(name))
        .map(Parameter::value)
        .findFirst()
        .filter(value -> !value.isEmpty());
  }
}
