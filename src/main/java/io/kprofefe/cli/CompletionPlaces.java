package io.kprofefe.cli;

import io.kprofefe.cli.option.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What can stand where among a command's arguments, told by the same line that the help shows: of
 * {@code services|profiles|profile ID} the second place is an id after {@code profile} alone.
 */
final class CompletionPlaces {

  private static final Pattern WORD = Pattern.compile("[a-z][-a-z0-9]*");

  private CompletionPlaces() {}

  /** One place. */
  private record Place(String name, boolean optional, boolean repeated) {

    static Place of(String said) {
      return new Place(said.replaceAll("[\\[\\]…]", ""), said.startsWith("["), said.contains("…"));
    }

    boolean isWord() {
      return WORD.matcher(name).matches();
    }

    boolean takes(String argument) {
      return !isWord() || name.equals(argument);
    }

    Suggestion suggestion() {
      return isWord() ? new Suggestion.Words(List.of(name)) : Suggestion.Found.named(name);
    }
  }

  /**
   * What the next argument can be.
   *
   * @param said such as {@code [POD…]}
   * @param before the arguments that are there
   */
  static List<Suggestion> next(String said, List<String> before) {
    return Arrays.stream(said.split("\\|"))
        .filter(way -> !way.isBlank())
        .map(way -> Arrays.stream(way.strip().split(" ")).map(Place::of).toList())
        .flatMap(way -> next(way, before))
        .distinct()
        .toList();
  }

  private static Stream<Suggestion> next(List<Place> way, List<String> before) {
    Set<Integer> at = withOptional(way, Set.of(0));
    for (String argument : before) {
      var then = new TreeSet<Integer>();
      for (int place : at) {
        if (place < way.size() && way.get(place).takes(argument)) {
          then.add(place + 1);
          if (way.get(place).repeated()) {
            then.add(place);
          }
        }
      }
      at = withOptional(way, then);
    }
    return at.stream()
        .filter(place -> place < way.size())
        .map(place -> way.get(place).suggestion());
  }

  /** These places, and those behind what may be left out. */
  private static Set<Integer> withOptional(List<Place> way, Set<Integer> places) {
    var all = new TreeSet<Integer>(places);
    for (int place = 0; place < way.size(); place++) {
      if (all.contains(place) && way.get(place).optional()) {
        all.add(place + 1);
      }
    }
    return all;
  }
}
