package io.kprofefe.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The labels of a profile, sorted by key. A key may stand several times, in the order given:
 * Profefe keeps duplicates (seen with 92baf9f).
 */
public record Labels(List<Label> list) implements Iterable<Label> {

  /** As Go compares strings: by their UTF-8, which Java's own order is not beyond U+FFFF. */
  private static final Comparator<Label> BY_KEY =
      Comparator.comparing(label -> label.key().getBytes(UTF_8), Arrays::compareUnsigned);

  public static final Labels NONE = new Labels(List.of());

  public Labels {
    list = list.stream().sorted(BY_KEY).toList();
  }

  public static Labels of(String key, String value) {
    return new Labels(List.of(new Label(key, value)));
  }

  public boolean isEmpty() {
    return list.isEmpty();
  }

  /** The first value of this key. */
  public Optional<String> value(String key) {
    return stream().filter(label -> label.key().equals(key)).map(Label::value).findFirst();
  }

  /** These labels and the others; where both know a key, only the others' values stay. */
  public Labels overriddenBy(Labels others) {
    var all = new ArrayList<>(others.list);
    stream().filter(label -> others.value(label.key()).isEmpty()).forEach(all::add);
    return new Labels(all);
  }

  /** Whether each of the wanted labels is among these. */
  public boolean containAll(Labels wanted) {
    return list.containsAll(wanted.list);
  }

  public Stream<Label> stream() {
    return list.stream();
  }

  @Override
  public Iterator<Label> iterator() {
    return list.iterator();
  }
}
