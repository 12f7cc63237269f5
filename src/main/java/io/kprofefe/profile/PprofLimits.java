package io.kprofefe.profile;

/**
 * What a pprof may cost to look at. A target chooses every number in its answer, so each has an
 * end.
 *
 * @param decodedBytes after gzip
 * @param entries samples, strings and comments: at most so many of each; they are only counted
 * @param ids locations, functions and mappings: at most so many of each; their ids are held, some
 *     20 bytes each, while the profile is checked
 * @param depth locations and labels of one sample, and lines of one location
 */
public record PprofLimits(long decodedBytes, int entries, int ids, int depth) {

  public static final int ENTRIES = 1 << 20;
  public static final int IDS = 1 << 18;
  public static final int DEPTH = 1 << 13;

  public static PprofLimits ofDecoded(long decodedBytes) {
    return new PprofLimits(decodedBytes, ENTRIES, IDS, DEPTH);
  }

  void countEntries(String kind, long count) throws Refused {
    if (count > entries) {
      throw Refused.tooLarge("it has more than " + entries + " " + kind);
    }
  }

  void countIds(String kind, long count) throws Refused {
    if (count > ids) {
      throw Refused.tooLarge("it has more than " + ids + " " + kind);
    }
  }

  void countDepth(String kind, long count) throws Refused {
    if (count > depth) {
      throw Refused.tooLarge("it has more than " + depth + " " + kind);
    }
  }
}
