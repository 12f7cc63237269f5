package io.kprofefe.run;

/**
 * What bodies may cost in memory.
 *
 * @param number at once
 * @param bytes of all of them, at least {@link #largestAtWorst}
 * @param largest one, in bytes
 */
public record BodyBounds(int number, long bytes, long largest) {

  /** What the largest takes in the moment it is put together: it is there twice. */
  public long largestAtWorst() {
    return 2 * largest;
  }
}
