package io.kprofefe.analysis;

import io.kprofefe.profile.Untrusted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The windows of one service, one after the other: of those that are over there is only what its
 * functions cost.
 */
final class ServiceWindows {

  private final String service;
  private final Places places;
  private final Windows windows;
  private final SeriesMetric metric;
  private final List<Over> over = new ArrayList<>();
  private ProfileSum open = new ProfileSum();
  private long number;

  /** A window that no more profiles come for: the places that cost something, and what. */
  private record Over(Instant end, List<Cost> costs) {}

  private record Cost(int place, double value) {}

  ServiceWindows(String service, Places places, Windows windows, SeriesMetric metric) {
    this.service = service;
    this.places = places;
    this.windows = windows;
    this.metric = metric;
  }

  /** Adds a profile that is not older than the window of the one before it. */
  void add(Instant time, FrameReader.Read read) {
    long next = windows.number(time);
    if (next != number) {
      close();
      number = next;
    }
    open.add(read);
  }

  /** The functions that cost the most over all windows; of equal names there is one. */
  List<Series> dearest(int most) {
    close();
    List<Instant> ends = over.stream().map(Over::end).toList();
    Map<String, double[]> values = new HashMap<>();
    for (int window = 0; window < over.size(); window++) {
      for (Cost cost : over.get(window).costs()) {
        String function = Untrusted.shown(places.get(cost.place()).shown());
        values.computeIfAbsent(function, _ -> new double[over.size()])[window] += cost.value();
      }
    }
    return values.entrySet().stream()
        .map(one -> new Series(Untrusted.shown(service), one.getKey(), ends, one.getValue()))
        .sorted(Series.BY_COST)
        .limit(most)
        .toList();
  }

  private void close() {
    if (!open.isEmpty()) {
      over.add(new Over(windows.end(number), costs()));
      open = new ProfileSum();
    }
  }

  private List<Cost> costs() {
    double divisor = open.divisor(metric.per()) * metric.parts();
    var costs = new ArrayList<Cost>();
    for (int place = 0; place < places.size(); place++) {
      long flat = open.costs().flat(place);
      if (flat != 0) {
        costs.add(new Cost(place, flat / divisor));
      }
    }
    costs.trimToSize();
    return costs;
  }
}
