package io.kprofefe.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlameGraphTest {

  private final FlameGraph graph = new FlameGraph(Optional.empty(), Profiles.LIMITS);

  @Test
  void a_page_names_functions_services_and_what_is_counted() throws Exception {
    add("api", "kube-apiserver-cpu.pb.gz");
    add("shop", "profefe-cpu.pb.gz");
    String page = page("Everything");
    assertTrue(names(page).containsAll(List.of("api", "shop", "runtime.futex", "main.main.func1")));
    assertTrue(page.contains("<h1>Everything · cpu/nanoseconds</h1>"));
    assertTrue(page.contains("' nanoseconds'"));
  }

  @Test
  void of_one_service_the_functions_come_first() throws Exception {
    add("shop", "profefe-cpu.pb.gz");
    assertEquals(-1, names(page("Everything")).indexOf("shop"));
  }

  private void add(String service, String file) throws Exception {
    try (var profile = Profiles.open(file)) {
      graph.add(service, profile);
    }
  }

  private String page(String title) throws Exception {
    var page = new ByteArrayOutputStream();
    graph.writeHtml(title, page);
    return page.toString(StandardCharsets.UTF_8);
  }

  /** The frame names as the page's script sees them. */
  private static List<String> names(String page) {
    int start = page.indexOf("\nconst cpool = [\n") + "\nconst cpool = [\n".length();
    String list = page.substring(start, page.indexOf("\n];\n", start));
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
}
