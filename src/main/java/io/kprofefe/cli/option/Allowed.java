package io.kprofefe.cli.option;

import io.kprofefe.profile.Label;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What the value of an option may be.
 *
 * @param said completes the sentence "allowed is …"
 * @param reading the value, or empty when it is not allowed
 * @param suggestion what a shell may offer for it
 */
public record Allowed<T>(
    String said, Function<String, Optional<T>> reading, Suggestion suggestion) {

  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,6}([.][0-9]{1,9})?");

  /** Without anything to offer. */
  public Allowed(String said, Function<String, Optional<T>> reading) {
    this(said, reading, Suggestion.Found.NOTHING);
  }

  /** The name of something that can be looked up; any text that is not empty is one. */
  public static Allowed<String> name(String said, Suggestion.Found things) {
    return text(said).offering(things);
  }

  /** Any text that is not empty. */
  public static Allowed<String> text(String said) {
    return new Allowed<>(said, text -> text.isEmpty() ? Optional.empty() : Optional.of(text));
  }

  public static Allowed<String> matching(Pattern pattern, String said) {
    return new Allowed<>(said, text -> Optional.of(text).filter(pattern.asMatchPredicate()));
  }

  public static Allowed<Integer> wholeNumber(int from, int to) {
    return new Allowed<>(
        "a whole number from " + from + " to " + to,
        text ->
            Optional.of(text)
                .filter(WHOLE.asMatchPredicate())
                .map(Long::parseLong)
                .filter(number -> number >= from && number <= to)
                .map(Long::intValue));
  }

  /** {@code unlimited} is the number 0, as Profefe reads it. */
  public static Allowed<OptionalInt> limit() {
    Allowed<Integer> number = wholeNumber(0, Integer.MAX_VALUE);
    return new Allowed<>(
        "a whole number; 0 is no limit",
        text ->
            number
                .reading()
                .apply(text)
                .map(limit -> limit == 0 ? OptionalInt.empty() : OptionalInt.of(limit)));
  }

  /** A share of a whole. */
  public static Allowed<Double> ratio() {
    return new Allowed<>(
        "a number from 0 to 1, such as 0.2",
        text ->
            Optional.of(text)
                .filter(DECIMAL.asMatchPredicate())
                .map(Double::parseDouble)
                .filter(ratio -> ratio <= 1));
  }

  /** One of a few things, each spoken as its word. */
  public static <T> Allowed<T> oneOf(Collection<T> all, Function<T, String> word) {
    return new Allowed<>(
        alternatives(all.stream().map(word).toList()),
        text -> all.stream().filter(one -> word.apply(one).equals(text)).findFirst(),
        new Suggestion.Words(all.stream().map(word).toList()));
  }

  public static Allowed<Path> path(String said) {
    return readBy(Path::of, said)
        .filter(path -> !path.toString().isEmpty(), said)
        .offering(Suggestion.Found.FILE);
  }

  public static Allowed<Path> directory() {
    return path("the path of a directory").offering(Suggestion.Found.DIRECTORY);
  }

  /**
   * What another room reads.
   *
   * @param parse throws an {@link IllegalArgumentException} when the text is not allowed
   */
  public static <T> Allowed<T> readBy(Function<String, T> parse, String said) {
    return new Allowed<>(
        said,
        text -> {
          try {
            return Optional.of(parse.apply(text));
          } catch (IllegalArgumentException notAllowed) {
            return Optional.empty();
          }
        });
  }

  /** {@code key=value}; the value may hold further equals signs, and may be empty. */
  public static Allowed<Label> label() {
    return new Allowed<>(
        "key=value",
        text -> {
          int equals = text.indexOf('=');
          return equals < 1
              ? Optional.empty()
              : Optional.of(
                  new Label(text.substring(0, equals).strip(), text.substring(equals + 1).strip()));
        });
  }

  /** Less of it. */
  Allowed<T> filter(Predicate<T> also, String saidThen) {
    return new Allowed<>(saidThen, text -> reading.apply(text).filter(also), suggestion);
  }

  /** The same, of which a shell offers these. */
  Allowed<T> offering(Suggestion other) {
    return new Allowed<>(said, reading, other);
  }

  /** For a flag that is written with a value after all, or comes from the environment. */
  public static Allowed<Boolean> truth() {
    return oneOf(Arrays.asList(true, false), String::valueOf);
  }

  private static String alternatives(List<String> words) {
    return String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
  }
}
