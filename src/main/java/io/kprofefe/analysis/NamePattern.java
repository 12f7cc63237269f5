package io.kprofefe.analysis;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.math.BigInteger;

/**
 * A regular expression over the names of functions and files, in the syntax that {@code go tool
 * pprof} takes: Go's, which is RE2. It needs time in proportion to the name, whatever it says; the
 * JDK's would not, and a profile brings expressions of its own. What is beyond all use is refused,
 * for reading it would fill the memory or the stack.
 */
public final class NamePattern {

  /** What is accepted, in words. */
  public static final String ALLOWED =
      "a regular expression as Go has them (RE2: no lookaround, no backreference), such as"
          + " ^runtime\\.";

  /** Of a name, so much is looked at. */
  private static final int LONGEST_NAME = 1 << 14;

  private static final int LONGEST = 4096;
  private static final int DEEPEST = 200;

  /** Were all repetitions written out: RE2/J matches with a call in a call for each part. */
  private static final BigInteger LONGEST_WRITTEN_OUT = BigInteger.valueOf(LONGEST);

  private static final java.util.regex.Pattern REPETITION =
      java.util.regex.Pattern.compile("\\{(?:[0-9]{1,4},)?([0-9]{1,4})");

  private final Pattern pattern;

  private NamePattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * Matches names that have it anywhere.
   *
   * @throws IllegalArgumentException when it is none, or {@linkplain #isExcessive beyond all use}
   */
  public static NamePattern of(String expression) {
    if (isExcessive(expression)) {
      throw new IllegalArgumentException("the regular expression is too large");
    }
    try {
      return new NamePattern(Pattern.compile(expression));
    } catch (PatternSyntaxException wrong) {
      throw new IllegalArgumentException(wrong.getMessage(), wrong);
    }
  }

  /** Whether it is too long, too deep, or repeats repetitions too often to be read. */
  static boolean isExcessive(String expression) {
    return expression.length() > LONGEST
        || expression.chars().filter(character -> character == '(').count() > DEEPEST
        || writtenOut(expression).compareTo(LONGEST_WRITTEN_OUT) > 0;
  }

  boolean isIn(String name) {
    return pattern.matcher(name.substring(0, Math.min(name.length(), LONGEST_NAME))).find();
  }

  /** The expression. */
  @Override
  public String toString() {
    return pattern.pattern();
  }

  private static BigInteger writtenOut(String expression) {
    return REPETITION
        .matcher(expression)
        .results()
        .map(repetition -> new BigInteger(repetition.group(1)).max(BigInteger.ONE))
        .reduce(BigInteger.valueOf(expression.length()), BigInteger::multiply);
  }
}
