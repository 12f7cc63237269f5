package io.kprofefe.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A page with a flame graph, as its reader's browser takes it. */
public record DrawnPage(String html) {

  private static final String NAMES = "\nconst cpool = [\n";

  /** The frame names as the page's script sees them: each begins as the one before. */
  public List<String> names() {
    int start = html.indexOf(NAMES) + NAMES.length();
    String list = html.substring(start, html.indexOf("\n];\n", start));
    var names = new ArrayList<String>();
    for (String line : list.split("\n", -1)) {
      String text = line.substring(1, line.lastIndexOf('\''));
      String name = text.replace("\\x3c", "<").replace("\\'", "'").replace("\\\\", "\\");
      names.add(
          names.isEmpty()
              ? name
              : names.getLast().substring(0, name.charAt(0) - ' ') + name.substring(1));
    }
    return names;
  }

  /** Whether a frame has this in its name. */
  public boolean draws(String part) {
    return names().stream().anyMatch(name -> name.contains(part));
  }

  public int count(String part) {
    return html.split(Pattern.quote(part), -1).length - 1;
  }
}
