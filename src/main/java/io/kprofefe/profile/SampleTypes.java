package io.kprofefe.profile;

import java.util.ArrayList;
import java.util.List;

/** The sample types of a profile, and whether its samples have one value for each of them. */
final class SampleTypes {

  /** Far more than any writer has; Go's heap has four. */
  private static final int MOST = 256;

  /** What a sample type is called: the indexes of two strings. */
  record Names(long type, long unit) {}

  private final List<Names> types = new ArrayList<>();
  private int fewestValues = Integer.MAX_VALUE;
  private int mostValues;

  void add(Names added) throws Refused {
    if (types.contains(added)) {
      throw Refused.invalid("a sample type stands twice in it, as two profiles in one would");
    }
    types.add(added);
    if (types.size() > MOST) {
      throw Refused.tooLarge("it has more than " + MOST + " sample types");
    }
  }

  /** A sample has so many values; the sample types may still be to come. */
  void expect(int values) {
    fewestValues = Math.min(fewestValues, values);
    mostValues = Math.max(mostValues, values);
  }

  /** Once all sample types and samples have been read. What has no sample needs no type. */
  void verify() throws Refused {
    if (types.isEmpty() && fewestValues != Integer.MAX_VALUE) {
      throw Refused.invalid("it has no sample type");
    }
    if (fewestValues < types.size() || mostValues > types.size()) {
      int wrong = fewestValues < types.size() ? fewestValues : mostValues;
      throw Refused.invalid(
          "a sample has another number of values ("
              + wrong
              + ") than there are sample types ("
              + types.size()
              + ")");
    }
  }

  List<String> shown(StringTable strings) {
    return types.stream()
        .map(each -> strings.shown(each.type()) + "/" + strings.shown(each.unit()))
        .toList();
  }
}
