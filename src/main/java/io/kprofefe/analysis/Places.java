package io.kprofefe.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All places seen, each under a number from 0 up. */
final class Places {

  private final Map<Place, Integer> numbers = new HashMap<>();
  private final List<Place> places = new ArrayList<>();

  int number(Place place) {
    return numbers.computeIfAbsent(
        place,
        added -> {
          places.add(added);
          return places.size() - 1;
        });
  }

  Place get(int number) {
    return places.get(number);
  }

  int size() {
    return places.size();
  }
}
