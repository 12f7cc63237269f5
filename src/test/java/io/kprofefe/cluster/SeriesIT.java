package io.kprofefe.cluster;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.StoredType;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.store.DirectoryStore;
import io.kprofefe.store.NewProfile;
import io.kprofefe.testing.Pprofs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real promtool and a real Pushgateway make of {@code series}. */
@Tag("cluster")
class SeriesIT {

  private static final String METRIC = "profile_function_cpu_ratio";

  /** Each would be another series, another line or none at all where it is written as it is. */
  private static final List<String> HOSTILE =
      List.of(
          "a\"} 1 2\nowned{a=\"",
          "a\\",
          "a\\\"",
          "a\nb",
          "# EOF",
          "\u202e\u0000",
          "日本.語",
          "x".repeat(100_000));

  @TempDir private Path folder;
  private Path profiles;

  @BeforeEach
  void install() throws IOException {
    Command.of("src/test/cluster/install", "promtool=prometheus").run().succeeded();
    profiles = Files.createDirectory(folder.resolve("profiles"));
  }

  @Test
  void promtool_reads_back_what_was_written() throws Exception {
    store("api", "10:10", "main.old", 100);
    store("web", "11:10", "main.new", 300);
    store("web", "10:10", "main.old", 600);
    assertEquals(
        """
        {function="main.new", service="web"} 0 1795258800000
        {function="main.new", service="web"} 0.3 1795262400000
        {function="main.old", service="api"} 0.1 1795258800000
        {function="main.old", service="web"} 0 1795262400000
        {function="main.old", service="web"} 0.6 1795258800000
        """,
        blocks(series()));
  }

  @Test
  void whatever_the_names_are_each_is_one_series() throws Exception {
    for (int at = 0; at < HOSTILE.size(); at++) {
      store("s" + at, "10:10", HOSTILE.get(at), 100);
    }
    store("a\"\\\n# EOF", "10:10", "main.old", 100);
    assertEquals(HOSTILE.size() + 1, blocks(series()).lines().count());
  }

  @Test
  void promtool_takes_a_text_without_series() throws Exception {
    promtool("create-blocks-from", "openmetrics", series().toString(), data().toString());
  }

  @Test
  void the_next_window_takes_the_place_of_the_one_before_in_the_pushgateway() throws Exception {
    try (var pushgateway = Pushgateway.start()) {
      store("api", "10:10", "main.gone", 100);
      store("web", "10:10", "a\"} 1\nb\\", 600);
      push(pushgateway, "10:00", "11:00");
      assertEquals(
          Map.of("api main.gone", "0.1", "web a\"} 1\\u000Ab\\", "0.6"), shown(pushgateway));

      store("web", "11:10", "main.new", 300);
      push(pushgateway, "10:00", "12:00");
      assertEquals(Map.of("web main.new", "0.3", "web a\"} 1\\u000Ab\\", "0"), shown(pushgateway));

      push(pushgateway, "11:05", "12:00");
      assertEquals(Map.of("web main.new", "0.3"), shown(pushgateway));
    }
  }

  private void push(Pushgateway pushgateway, String from, String to) {
    String said =
        kprofefe(from, to)
            .words(List.of("--pushgateway-url=" + pushgateway.url()))
            .run()
            .succeeded();
    assertEquals("", said);
  }

  /** {@code service function} and its value, of the one group there is. */
  private static Map<String, String> shown(Pushgateway pushgateway) {
    JsonNode groups = pushgateway.groups();
    assertEquals(1, groups.size(), groups::toString);
    var shown = new TreeMap<String, String>();
    for (JsonNode one : groups.at("/0/" + METRIC + "/metrics")) {
      assertFalse(one.has("timestamp_ms"), one::toString);
      JsonNode labels = one.path("labels");
      shown.put(
          labels.path("service").asText() + " " + labels.path("function").asText(),
          one.path("value").asText());
    }
    return shown;
  }

  /** The file that is written. */
  private Path series() {
    String path =
        kprofefe("10:00", "12:00")
            .words(List.of("--out=" + folder.resolve("series.txt")))
            .run()
            .succeeded();
    return Path.of(path.strip());
  }

  private Command kprofefe(String from, String to) {
    return Command.of(
        "collector/bin/kprofefe",
        "series",
        "--all-services",
        "--dir=" + profiles,
        "--from=" + at(from),
        "--to=" + at(to));
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-21T" + time + ":00Z");
  }

  /** All samples of the blocks that promtool makes of a file, sorted, without the metric's name. */
  private String blocks(Path file) throws IOException {
    promtool("create-blocks-from", "openmetrics", file.toString(), data().toString());
    Files.createDirectories(data().resolve("wal")); // else there is nothing to dump
    return new TreeSet<>(promtool("dump", data().toString()).lines().toList())
        .stream()
            .map(line -> line.replace("__name__=\"" + METRIC + "\", ", "") + "\n")
            .collect(joining());
  }

  private Path data() {
    return folder.resolve("data");
  }

  private static String promtool(String... words) {
    return Command.of("promtool", "tsdb").words(List.of(words)).run().succeeded();
  }

  /** So many milliseconds of a second in this function. */
  private void store(String service, String time, String function, long millis) throws Exception {
    Profile.Builder profile = Pprofs.small().clearTimeNanos().setStringTable(4, function);
    profile.getFunctionBuilder(1).setSystemName(3); // else it is taken for C++, and cut
    profile.getSampleBuilder(0).setValue(0, millis * 1_000_000);
    new DirectoryStore(profiles)
        .write(
            new NewProfile(
                service, StoredType.CPU, Labels.NONE, at(time), profile.build().toByteArray()));
  }
}
