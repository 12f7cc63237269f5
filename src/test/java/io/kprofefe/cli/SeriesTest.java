package io.kprofefe.cli;

import static io.kprofefe.testing.Fault.answer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.kprofefe.analysis.SeriesMetric;
import io.kprofefe.cli.TwoPlaces.Place;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.StoredType;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.profile.pprof.Sample;
import io.kprofefe.store.NewProfile;
import io.kprofefe.testing.FaultServer;
import io.kprofefe.testing.Pprofs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SeriesTest {

  private static final String HEAD =
      """
      # TYPE profile_function_cpu_ratio gauge
      # UNIT profile_function_cpu_ratio ratio
      # HELP profile_function_cpu_ratio %s
      """
          .formatted(SeriesMetric.PROFILE_FUNCTION_CPU_RATIO.help());

  @TempDir private Path folder;
  private TwoPlaces places;

  @BeforeEach
  void open() throws IOException {
    places = new TwoPlaces(Files.createDirectory(folder.resolve("profiles")));
  }

  @AfterEach
  void close() {
    places.close();
  }

  @ParameterizedTest
  @EnumSource
  void each_series_is_in_one_piece_the_oldest_value_first(Place place) throws Exception {
    store("web", "11:10", cpu(300, 0));
    store("api", "10:10", cpu(100, 0));
    store("web", "10:10", cpu(600, 200));
    store("web", "12:20", cpu(100, 100));
    Called called = call(place, "--all-services");
    assertEquals(
        HEAD
            + """
            profile_function_cpu_ratio{service="api",function="main.leaf"} 0.1 1795258800
            profile_function_cpu_ratio{service="web",function="main.leaf"} 0.6 1795258800
            profile_function_cpu_ratio{service="web",function="main.leaf"} 0.3 1795262400
            profile_function_cpu_ratio{service="web",function="main.leaf"} 0.1 1795264200.500
            profile_function_cpu_ratio{service="web",function="main.main"} 0.2 1795258800
            profile_function_cpu_ratio{service="web",function="main.main"} 0.0 1795262400
            profile_function_cpu_ratio{service="web",function="main.main"} 0.1 1795264200.500
            # EOF
            """,
        called.out());
    assertEquals("", called.err());
    assertEquals(0, called.code());
  }

  @Test
  void more_series_than_may_be_are_cut_with_a_word() throws Exception {
    store("api", "10:10", cpu(100, 0));
    store("web", "10:10", cpu(600, 200));
    Called called = call(Place.DIRECTORY, "--all-services", "--max-series=1");
    assertEquals(
        HEAD
            + """
            profile_function_cpu_ratio{service="web",function="main.leaf"} 0.6 1795258800
            # EOF
            """,
        called.out());
    assertEquals(
        "2 series left out, those that cost the least: --max-series allows 1\n", called.err());
    assertEquals(0, called.code());
  }

  @Test
  void nothing_found_is_a_text_without_series_and_a_word() {
    Called called = call(Place.DIRECTORY, "--service=web");
    assertEquals("# EOF\n", called.out());
    assertTrue(called.err().startsWith("No profiles found for service=web in "), called.err());
    assertEquals(0, called.code());
  }

  @Test
  void a_file_is_written_also_when_nothing_is_found_and_overwrites_nothing() throws Exception {
    Path file = folder.resolve("series.txt");
    Called nothing = call(Place.DIRECTORY, "--service=web", "--out=" + file);
    assertEquals(file + "\n", nothing.out());
    store("web", "10:10", cpu(600, 0));
    Called something = call(Place.DIRECTORY, "--service=web", "--out=" + file);
    assertEquals(folder.resolve("series-1.txt") + "\n", something.out());
    assertEquals("# EOF\n", Files.readString(file));
    assertTrue(Files.readString(folder.resolve("series-1.txt")).startsWith(HEAD));
  }

  /** In the text, what a reader sees as one backslash stands as two. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "a\"b          | a\\\"b",
        "a\\b          | a\\\\b",
        "a%0Ab         | a\\\\u000Ab",
        "a\\nb         | a\\\\nb",
        "%FF%FE        | %EF%BF%BD%EF%BF%BD",
        "%E2%80%AEx    | \\\\u202Ex",
        "\"} 1 2%0Ax{a=\" | \\\"} 1 2\\\\u000Ax{a=\\\"",
        "%F0%9F%98%80  | %F0%9F%98%80",
      })
  void a_name_stays_in_its_quotes_on_its_line(String name, String written) throws Exception {
    store("web", "10:10", named(bytes(name)));
    String value = bytes(written).toStringUtf8();
    assertEquals(
        HEAD
            + "profile_function_cpu_ratio{service=\"web\",function=\""
            + value
            + "\"} 0.6 1795258800\n# EOF\n",
        call(Place.DIRECTORY, "--service=web").out());
  }

  @Test
  void a_name_is_no_longer_than_a_person_can_read() throws Exception {
    store("web", "10:10", named(ByteString.copyFromUtf8("x".repeat(100_000))));
    assertTrue(
        call(Place.DIRECTORY, "--service=web")
            .out()
            .contains("function=\"" + "x".repeat(255) + "…\"} 0.6 "));
  }

  @Test
  void a_service_stays_in_its_quotes_as_well() throws Exception {
    store("a\"\\\n", "10:10", cpu(600, 0));
    String out = call(Place.DIRECTORY, "--all-services").out();
    assertTrue(out.contains("{service=\"a\\\"\\\\\\\\u000A\",function=\"main.leaf\"} 0.6 "), out);
  }

  @Test
  void a_metric_that_does_not_tell_the_sample_type_has_it_as_a_label() throws Exception {
    Profile.Builder profile = cpu(600, 200);
    profile.setStringTable(1, "a\"b");
    store("web", "10:10", profile);
    String out = call(Place.DIRECTORY, "--service=web").out();
    assertTrue(
        out.contains(
            "profile_function_share_ratio{service=\"web\",function=\"main.leaf\","
                + "sample_type=\"a\\\"b/nanoseconds\"} 0.75 "),
        out);
  }

  @Test
  void the_latest_window_that_is_over_is_pushed_without_times_and_nothing_is_printed()
      throws Exception {
    store("api", "10:10", cpu(100, 0));
    store("web", "10:10", cpu(600, 200));
    store("web", "11:10", cpu(300, 0));
    store("web", "12:20", cpu(900, 0));
    try (var gateway = FaultServer.that(answer(200, ""))) {
      Called called =
          call(
              Place.DIRECTORY,
              "--all-services",
              "--grouping=cluster=one",
              "--pushgateway-url=" + gateway.uri());
      assertEquals("", called.out() + called.err());
      assertEquals(0, called.code());
      var request = gateway.requests().getFirst();
      assertEquals("/metrics/job/kprofefe/cluster/one", request.target());
      assertEquals(
          """
          # HELP profile_function_cpu_ratio %s
          # TYPE profile_function_cpu_ratio gauge
          profile_function_cpu_ratio{service="web",function="main.leaf"} 0.3
          profile_function_cpu_ratio{service="web",function="main.main"} 0.0
          """
              .formatted(SeriesMetric.PROFILE_FUNCTION_CPU_RATIO.help()),
          new String(request.body(), UTF_8));
    }
  }

  @Test
  void with_a_dash_it_is_printed_as_well() throws Exception {
    store("web", "10:10", cpu(600, 0));
    try (var gateway = FaultServer.that(answer(200, ""))) {
      Called called =
          call(Place.DIRECTORY, "--service=web", "--out=-", "--pushgateway-url=" + gateway.uri());
      assertTrue(called.out().endsWith(" 0.6 1795258800\n# EOF\n"), called.out());
      assertEquals(1, gateway.requests().size());
    }
  }

  @Test
  void nothing_found_is_not_pushed() throws Exception {
    try (var gateway = FaultServer.that(answer(200, ""))) {
      Called called = call(Place.DIRECTORY, "--service=web", "--pushgateway-url=" + gateway.uri());
      assertEquals("", called.out());
      assertTrue(called.err().startsWith("No profiles found"), called.err());
      assertEquals(List.of(), gateway.requests());
    }
  }

  @Test
  void a_pushgateway_that_refuses_is_a_failure() throws Exception {
    store("web", "10:10", cpu(600, 0));
    try (var gateway = FaultServer.that(answer(400, "pushed metrics are invalid"))) {
      Called called = call(Place.DIRECTORY, "--service=web", "--pushgateway-url=" + gateway.uri());
      assertEquals(1, called.code());
      assertTrue(
          called.err().startsWith("error: the series are not pushed: http://127.0.0.1:"),
          called.err());
      assertTrue(called.err().contains("400: pushed metrics are invalid"), called.err());
      assertFalse(called.out().contains("profile_function"), called.out());
    }
  }

  private Called call(Place place, String... words) {
    var all =
        new ArrayList<>(List.of("series", "--from=2026-11-21", "--to=2026-11-21T12:30:00.5Z"));
    all.addAll(List.of(words));
    return places.call(place, all.toArray(String[]::new));
  }

  private void store(String service, String time, Profile.Builder profile) throws Exception {
    store(service, time, profile.clearTimeNanos().build().toByteArray());
  }

  private void store(String service, String time, byte[] bytes) throws Exception {
    Instant at = Instant.parse("2026-11-21T" + time + ":00Z");
    places.store().write(new NewProfile(service, StoredType.CPU, Labels.NONE, at, bytes));
  }

  /** In milliseconds of {@code main.leaf} and of {@code main.main} itself. */
  private static Profile.Builder cpu(long leaf, long main) {
    var profile = Pprofs.small();
    profile.getSampleBuilder(0).setValue(0, leaf * 1_000_000);
    return profile.addSample(Sample.newBuilder().addLocationId(1).addValue(main * 1_000_000));
  }

  /** With this in place of {@code main.leaf}: a string that need not be text. */
  private static byte[] named(ByteString name) {
    Profile.Builder profile = cpu(600, 0).clearTimeNanos();
    profile.getFunctionBuilder(1).setName(profile.getStringTableCount());
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(profile.build().toByteArray());
    var out = CodedOutputStream.newInstance(bytes);
    try {
      out.writeBytes(Profile.STRING_TABLE_FIELD_NUMBER, name);
      out.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** With {@code %XX} for a byte. */
  private static ByteString bytes(String text) {
    var bytes = ByteString.newOutput();
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) == '%') {
        bytes.write(Integer.parseInt(text, at + 1, at + 3, 16));
        at += 2;
      } else {
        bytes.write(text.charAt(at));
      }
    }
    return bytes.toByteString();
  }
}
