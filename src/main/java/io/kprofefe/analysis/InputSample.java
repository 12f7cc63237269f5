package io.kprofefe.analysis;

import io.kprofefe.profile.pprof.Label;
import io.kprofefe.profile.pprof.Sample;
import java.util.ArrayList;
import java.util.List;

/** A sample of a profile; the next one is read into the same object. */
final class InputSample {

  private final InputEntries locations;
  private final Numbers locationIds = new Numbers();
  private final Numbers values = new Numbers();
  private final List<SampleLabel> labels = new ArrayList<>();

  /** A label, with the indexes of its strings; it has either a string or a number in a unit. */
  record SampleLabel(long key, long string, long number, long unit) {

    boolean saysSomething() {
      return string != 0 || number != 0 || unit != 0;
    }
  }

  /**
   * @param locations of the profile
   */
  InputSample(InputEntries locations) {
    this.locations = locations;
  }

  void read(Fields sample) {
    locationIds.clear();
    values.clear();
    labels.clear();
    while (sample.next()) {
      switch (sample.field()) {
        case Sample.LOCATION_ID_FIELD_NUMBER -> sample.numbers(locationIds);
        case Sample.VALUE_FIELD_NUMBER -> sample.numbers(values);
        case Sample.LABEL_FIELD_NUMBER -> labels.add(label(sample.message()));
        default -> {}
      }
    }
  }

  /** How many locations its stack has. */
  int depth() {
    return locationIds.size();
  }

  /** The number of a location of the stack; the leaf is the first. */
  int location(int index) {
    return locations.number(locationIds.get(index));
  }

  /** How many values it has: as many as there are sample types. */
  int values() {
    return values.size();
  }

  long value(int index) {
    return values.get(index);
  }

  boolean isZero() {
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) != 0) {
        return false;
      }
    }
    return true;
  }

  List<SampleLabel> labels() {
    return labels;
  }

  private static SampleLabel label(Fields label) {
    long key = 0;
    long string = 0;
    long number = 0;
    long unit = 0;
    while (label.next()) {
      switch (label.field()) {
        case Label.KEY_FIELD_NUMBER -> key = label.number();
        case Label.STR_FIELD_NUMBER -> string = label.number();
        case Label.NUM_FIELD_NUMBER -> number = label.number();
        case Label.NUM_UNIT_FIELD_NUMBER -> unit = label.number();
        default -> {}
      }
    }
    return new SampleLabel(key, string, number, unit);
  }
}
