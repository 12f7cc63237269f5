package io.kprofefe.target;

import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which labels of an object in the cluster go with a profile, and under which name.
 *
 * @param names the object's label to our name; each name once
 * @param all whether those that are not named go too, under their own name, as long as there is
 *     room and no other has it
 */
public record CopiedLabels(Map<String, String> names, boolean all) {

  public static final CopiedLabels NONE = new CopiedLabels(Map.of(), false);

  /** So many of an object go at most, by name: each is kept with each profile. */
  public static final int MOST = 32;

  private static final Pattern ONE =
      Pattern.compile("(?<label>[A-Za-z0-9._/-]{1,317})(=(?<ours>[A-Za-z0-9._/-]{1,128}))?");

  /** One of them, as it is written: {@code a=b}, {@code a}, or {@code *} for all. */
  public record Copied(String label, String ours) {

    private static final Copied ALL = new Copied("*", "*");

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when it is none, or its name is one of our own
     */
    public static Copied parse(String text) {
      if (text.equals(ALL.label)) {
        return ALL;
      }
      Matcher one = ONE.matcher(text);
      if (!one.matches()) {
        throw new IllegalArgumentException("\"" + text + "\" is no label");
      }
      var copied =
          new Copied(
              one.group("label"),
              one.group("ours") == null ? one.group("label") : one.group("ours"));
      if (OwnLabels.isReserved(copied.ours)) {
        throw new IllegalArgumentException("\"" + text + "\" would replace our own label");
      }
      return copied;
    }
  }

  public CopiedLabels {
    names = Map.copyOf(names);
  }

  /**
   * All of these.
   *
   * @throws IllegalArgumentException with a sentence, when they are too many, or two of them have
   *     the same name
   */
  public static CopiedLabels of(List<Copied> each) {
    var names = new TreeMap<String, String>();
    Set<String> taken = new HashSet<>();
    for (Copied one : each) {
      if (names.putIfAbsent(one.label(), one.ours()) != null) {
        throw new IllegalArgumentException(one.label() + " is given twice: give it once");
      }
      if (!taken.add(one.ours())) {
        throw new IllegalArgumentException(
            "two labels are to be " + one.ours() + ": give one of them another name");
      }
    }
    boolean all = names.remove(Copied.ALL.label()) != null;
    if (names.size() > MOST) {
      throw new IllegalArgumentException(
          "%d labels are given: allowed are %d".formatted(names.size(), MOST));
    }
    return new CopiedLabels(names, all);
  }

  /** Whether no object has to be looked at. */
  public boolean isNone() {
    return names.isEmpty() && !all;
  }

  /** Whether this name is given to a label, whoever has it. */
  boolean gives(String name) {
    return names.containsValue(name);
  }

  /** Of an object with these labels, those that are to go: those that are named before the rest. */
  Labels from(Map<String, String> labels) {
    var copied = new ArrayList<Label>();
    Stream.concat(named(labels), others(labels)).limit(MOST).forEach(copied::add);
    return new Labels(copied);
  }

  private Stream<Label> named(Map<String, String> labels) {
    return names.entrySet().stream()
        .filter(name -> labels.containsKey(name.getKey()))
        .map(name -> new Label(name.getValue(), labels.getOrDefault(name.getKey(), "")));
  }

  private Stream<Label> others(Map<String, String> labels) {
    return all
        ? new TreeMap<>(labels)
            .entrySet().stream()
                .filter(label -> !names.containsKey(label.getKey()) && !gives(label.getKey()))
                .filter(label -> !OwnLabels.isReserved(label.getKey()))
                .map(label -> new Label(label.getKey(), label.getValue()))
        : Stream.empty();
  }
}
