package io.kprofefe.store.pyroscope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Under which labels a profile is found in Pyroscope. */
class SeriesLabelsTest {

  @ParameterizedTest
  @CsvSource({
    "pod, pod",
    "_x9, _x9",
    "app.kubernetes.io/name, app_kubernetes_io_name",
    "9lives, _9lives",
    "größe, gr__e",
    "__name__, _name__",
    "__session_id__, _session_id__",
    "___, _",
    "☃, _",
  })
  void a_name_is_one_that_all_readers_are_shown(String given, String name) throws Exception {
    assertEquals("v", of(new Label(given, "v")).byName().get(name));
  }

  @Test
  void two_names_that_become_the_same_are_both_there() throws Exception {
    var labels = of(new Label("a.b", "1"), new Label("a/b", "2"), new Label("a_b", "3"));

    assertEquals(
        Map.of("__name__", "memory", "service_name", "web", "a_b", "3", "a_b_2", "1", "a_b_3", "2"),
        labels.byName());
  }

  @Test
  void a_name_that_stands_twice_does_not_lose_a_value() throws Exception {
    assertEquals("2", of(new Label("k", "1"), new Label("k", "2")).byName().get("k_2"));
  }

  @Test
  void no_label_poses_as_the_service_or_the_type() throws Exception {
    var labels = of(new Label("service_name", "shop"), new Label("__name__", "process_cpu"));

    assertEquals("web", labels.byName().get("service_name"));
    assertEquals("memory", labels.byName().get("__name__"));
    assertEquals("shop", labels.byName().get("service_name_2"));
  }

  @Test
  void an_empty_value_is_left_out_as_it_would_vanish() throws Exception {
    assertEquals(2, of(new Label("zone", "")).byName().size());
  }

  @Test
  void thirty_labels_with_pyroscopes_own_are_taken_and_no_more() throws Exception {
    assertEquals(30, of(numbered(28)).byName().size());

    assertRejected("it has 31 labels, and Pyroscope takes 30", numbered(29));
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 1025})
  void a_name_may_have_1024_bytes(int length) throws Exception {
    var label = new Label("n".repeat(length), "v");
    if (length == 1024) {
      of(label);
    } else {
      assertRejected("the label " + "n".repeat(255) + "… is longer than Pyroscope takes", label);
    }
  }

  @ParameterizedTest
  @CsvSource({"v, 2048, true", "v, 2049, false", "ü, 1024, true", "ü, 1025, false"})
  void a_value_may_have_2048_bytes(String character, int characters, boolean taken)
      throws Exception {
    var label = new Label("k", character.repeat(characters));
    if (taken) {
      of(label);
    } else {
      assertRejected("the label k is longer than Pyroscope takes", label);
    }
  }

  @Test
  void what_it_is_called_in_reports_finds_it_there() throws Exception {
    var labels =
        of(new Label("pod", "web-0"), new Label("namespace", "a\"b"), new Label("region", "eu"));

    assertEquals(
        "memory{service_name=\"web\",namespace=\"a\\\"b\",pod=\"web-0\"}", labels.selector());
  }

  @Test
  void quotes_and_control_characters_stay_values_in_json() throws Exception {
    var content =
        PushContent.of(of(new Label("k", "\",\u0000\u2028ü")), new SentPprof(0, 0, 0, out -> {}));
    var out = new ByteArrayOutputStream();
    content.writeBeginning(out);
    out.writeBytes(content.lastByte());

    var json = new ObjectMapper().readTree(out.toString(UTF_8));
    assertEquals("\",\u0000\u2028ü", json.at("/series/0/labels/2/value").textValue());
    assertEquals(content.length(), out.size());
  }

  private static SeriesLabels of(Label... labels) throws ProfileFailure {
    return SeriesLabels.of("memory", "web", new Labels(List.of(labels)));
  }

  private static Label[] numbered(int count) {
    return IntStream.range(0, count).mapToObj(i -> new Label("l" + i, "v")).toArray(Label[]::new);
  }

  private static void assertRejected(String reason, Label... labels) {
    var failure = assertThrows(ProfileFailure.class, () -> of(labels));
    assertEquals(Outcome.REJECTED, failure.outcome());
    assertTrue(failure.reason().startsWith("not sent: " + reason), failure.reason());
  }
}
