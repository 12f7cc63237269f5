package io.kprofefe.profile;

/**
 * What a pprof may cost to look at. A target chooses every number in its answer, so each has an
 * end.
 *
 * @param decodedBytes after gzip
 * @param entries samples, locations, functions, mappings and strings: at most so many of each
 * @param depth locations and labels of one sample, and lines of one location
 */
public record PprofLimits(long decodedBytes, int entries, int depth) {

  public static final int ENTRIES = 1 << 20;
  public static final int DEPTH = 1 << 13;

  public static PprofLimits ofDecoded(long decodedBytes) {
    return new PprofLimits(decodedBytes, ENTRIES, DEPTH);
  }

  void countEntries(String kind, long count) throws Refused {
    if (count > entries) {
      throw Refused.tooLarge("it has more than " + entries + " " + kind);
    }
  }

  void countDepth(String kind, long count) throws Refused {
    if (count > depth) {
      throw Refused.tooLarge("it has more than " + depth + " " + kind);
    }
  }
}
