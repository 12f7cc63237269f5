package io.kprofefe.analysis;

import io.kprofefe.analysis.InputFunctions.InputFunction;
import io.kprofefe.analysis.InputLocation.Call;
import io.kprofefe.analysis.NameFilter.Verdict;
import io.kprofefe.profile.ProfileFailure;

/** How the frames of many profiles are told apart, and which are looked for. */
final class FrameRules {

  private final Places places;
  private final boolean lines;
  private final NameFilter filter;

  /**
   * @param lines whether two lines of a function are two places
   */
  FrameRules(Places places, boolean lines, NameFilter filter) {
    this.places = places;
    this.lines = lines;
    this.filter = filter;
  }

  /** Each function is one place, and all samples are looked at. */
  static FrameRules functions(Places places) {
    return new FrameRules(places, false, NameFilter.NONE);
  }

  NameFilter filter() {
    return filter;
  }

  /** The place of what has no function. */
  int place(String binary) {
    return places.number(Place.unnamed(binary, 0));
  }

  /** The place of a function; its binary tells those apart that have no name. */
  int place(InputFunction function, String binary) {
    return places.number(Place.of(function.name(), binary, function.startLine()));
  }

  /** The place of a line in a function. */
  int place(InputFunction function, String binary, SourceLine line) {
    return places.number(Place.of(function.name(), binary, function.startLine()).at(line));
  }

  boolean areLinesApart() {
    return lines;
  }

  Verdict verdict(InputLocation location, InputFunctions functions, MatchingTime time)
      throws ProfileFailure {
    if (filter.isNone()) {
      return Verdict.WANTED;
    }
    if (filter.ignore().isPresent() && isIn(location, functions, filter.ignore().get(), time)) {
      return Verdict.IGNORED;
    }
    return filter.focus().isEmpty() || isIn(location, functions, filter.focus().get(), time)
        ? Verdict.WANTED
        : Verdict.NONE;
  }

  private static boolean isIn(
      InputLocation location, InputFunctions functions, NamePattern wanted, MatchingTime time)
      throws ProfileFailure {
    for (Call call : location.calls()) {
      if (time.isIn(call.function().name(), wanted)
          || time.isIn(functions.file(call.function()), wanted)) {
        return true;
      }
    }
    return time.isIn(location.binary(), wanted);
  }
}
