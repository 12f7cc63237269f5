package io.kprofefe.cli.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An option, declared once: what a user writes, what it means, what is allowed, and what it is read
 * as.
 *
 * @param names such as {@code -n} and {@code --namespace}; the first long one is its own name, the
 *     further ones are old names
 * @param label of its value in the help; empty for a flag
 * @param meaning for the help, without a full stop
 * @param byDefault in words, as a user would write it; empty when there is none
 * @param allowed completes "allowed is …"
 * @param suggestion what a shell may offer for its value
 */
public record Option<T>(
    List<String> names,
    String label,
    String meaning,
    String byDefault,
    String allowed,
    Shape shape,
    Suggestion suggestion,
    Reading<T> reading) {

  /** How often it may be given, and with what. */
  public enum Shape {
    /** Once, without a value. */
    FLAG,
    /** Once. */
    VALUE,
    /** Once; never shown again. */
    SECRET,
    /** By commas, and several times. */
    LIST
  }

  /** What was given becomes the option's value. */
  interface Reading<T> {
    T of(List<Given> given) throws UsageException;
  }

  public Option {
    names = List.copyOf(names);
  }

  /** An option that always has a value. Its default is read anew each time: one may be "now". */
  public static <T> Option<T> of(
      String names, String label, Allowed<T> allowed, String byDefault, String meaning) {
    var otherwise = List.of(new Given("", byDefault, false));
    return new Option<>(
        List.of(names.split("/")),
        label,
        meaning,
        byDefault,
        allowed.said(),
        Shape.VALUE,
        allowed.suggestion(),
        given -> only(given.isEmpty() ? otherwise : given, allowed));
  }

  /** An option that may be left out. */
  public static <T> Option<Optional<T>> optional(
      String names, String label, Allowed<T> allowed, String meaning) {
    return optional(names, label, allowed, meaning, Shape.VALUE);
  }

  /** An option whose value is not shown again. */
  public static <T> Option<Optional<T>> secret(
      String names, String label, Allowed<T> allowed, String meaning) {
    return optional(names, label, allowed, meaning, Shape.SECRET);
  }

  /** Values by commas and by repetition. */
  public static <T> Option<List<T>> list(
      String names, String label, Allowed<T> allowed, String meaning) {
    return new Option<>(
        List.of(names.split("/")),
        label,
        meaning,
        "",
        allowed.said(),
        Shape.LIST,
        allowed.suggestion(),
        given -> pieces(given, allowed));
  }

  /** Values by commas and by repetition; these ones when it is left out. */
  public static <T> Option<List<T>> list(
      String names, String label, Allowed<T> allowed, String byDefault, String meaning) {
    var otherwise = new Given("", byDefault, false);
    return new Option<>(
        List.of(names.split("/")),
        label,
        meaning,
        byDefault,
        allowed.said(),
        Shape.LIST,
        allowed.suggestion(),
        given -> pieces(given.isEmpty() ? List.of(otherwise) : given, allowed));
  }

  /** A switch that is off. */
  public static Option<Boolean> flag(String names, String meaning) {
    Allowed<Boolean> allowed = Allowed.truth();
    return new Option<>(
        List.of(names.split("/")),
        "",
        meaning,
        "",
        allowed.said(),
        Shape.FLAG,
        allowed.suggestion(),
        given -> !given.isEmpty() && only(given, allowed));
  }

  /** What the option is called in messages and documents. */
  public String name() {
    return names.stream().filter(name -> name.startsWith("--")).findFirst().orElseThrow();
  }

  /** The environment variables it may come from; its own name's first. */
  public List<String> variables() {
    return names.stream()
        .filter(name -> name.startsWith("--"))
        .map(name -> "KPROFEFE_" + name.substring(2).replace('-', '_').toUpperCase(Locale.ROOT))
        .toList();
  }

  private static <T> Option<Optional<T>> optional(
      String names, String label, Allowed<T> allowed, String meaning, Shape shape) {
    return new Option<>(
        List.of(names.split("/")),
        label,
        meaning,
        "",
        allowed.said(),
        shape,
        allowed.suggestion(),
        given -> given.isEmpty() ? Optional.empty() : Optional.of(only(given, allowed)));
  }

  private static <T> T only(List<Given> given, Allowed<T> allowed) throws UsageException {
    Given first = given.getFirst();
    if (given.size() > 1) {
      throw new UsageException("%s, and again %s: give it once".formatted(first, given.get(1)));
    }
    Optional<T> value = allowed.reading().apply(first.text());
    if (value.isEmpty()) {
      throw first.notAllowed(allowed.said());
    }
    return value.get();
  }

  private static <T> List<T> pieces(List<Given> given, Allowed<T> allowed) throws UsageException {
    var values = new ArrayList<T>();
    for (Given one : given) {
      for (String piece : one.text().split(",", -1)) {
        Optional<T> value = allowed.reading().apply(piece.strip());
        values.add(value.orElseThrow(() -> one.notAllowed(piece.strip(), allowed.said())));
      }
    }
    return List.copyOf(values);
  }
}
