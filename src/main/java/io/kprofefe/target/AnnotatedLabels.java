package io.kprofefe.target;

import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code profefe.com/labels} says.
 *
 * @param refused keys that are not a pod's to set; such a pod is profiled, without them
 */
record AnnotatedLabels(Labels labels, List<String> refused) {

  private static final int MOST = 32;
  private static final String KEY = Annotation.LABELS.key();
  private static final String VALUE = "[^\\p{C}\\p{Zl}\\p{Zp}]{0,128}";
  private static final Pattern VALUES = Pattern.compile(VALUE);
  private static final Pattern ONE =
      Pattern.compile("(?<key>[A-Za-z0-9._/-]{1,128})=(?<value>" + VALUE + ")");

  /** Whether a label that a pod sets may have this value. */
  static boolean isValue(String text) {
    return VALUES.matcher(text).matches();
  }

  static AnnotatedLabels of(Pod pod) throws NotATarget {
    var taken = new ArrayList<Label>();
    var refused = new ArrayList<String>();
    String text = pod.annotations().getOrDefault(KEY, "");
    for (Label label : read(text)) {
      if (OwnLabels.isReserved(label.key())) {
        refused.add(label.key());
      } else {
        taken.add(label);
      }
    }
    return new AnnotatedLabels(new Labels(taken), refused);
  }

  /** For the report: what was not done as asked. */
  Optional<String> remark() {
    return refused.isEmpty()
        ? Optional.empty()
        : Optional.of(
            KEY
                + " sets "
                + String.join(", ", refused)
                + ": not taken, who a profile is from is not the pod's to say");
  }

  private static List<Label> read(String text) throws NotATarget {
    var labels = new ArrayList<Label>();
    if (!text.isEmpty()) {
      for (String part : text.split(",", -1)) {
        labels.add(label(text, part.strip()));
      }
    }
    long keys = labels.stream().map(Label::key).distinct().count();
    if (keys < labels.size() || keys > MOST) {
      throw wrong(text);
    }
    return labels;
  }

  private static Label label(String text, String part) throws NotATarget {
    Matcher one = ONE.matcher(part);
    if (!one.matches()) {
      throw wrong(text);
    }
    return new Label(one.group("key"), one.group("value"));
  }

  private static NotATarget wrong(String text) {
    return NotATarget.wrong(
        KEY,
        text,
        "k=v,k=v, at most 32 and each k once: k of letters, digits, . _ - and /, v of at most 128"
            + " printable characters");
  }
}
