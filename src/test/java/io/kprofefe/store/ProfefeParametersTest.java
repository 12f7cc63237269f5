package io.kprofefe.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.StoredType;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfefeParametersTest {

  private static final HttpUrl PROFILES = HttpUrl.get("http://profefe/api/0/profiles");
  private static final int[] NASTY = ",=%+&;/ \t\n#?ü日🔥a2C".codePoints().toArray();
  private static final Instant TIME = Instant.parse("2026-11-21T11:01:55.987654321Z");

  @Test
  void a_profile_is_stored_under_service_type_and_second() {
    HttpUrl url = stored("web", Labels.NONE);

    assertEquals(
        "service=web&type=cpu&created_at=2026-11-21T11%3A01%3A55",
        Objects.requireNonNull(url.encodedQuery()));
  }

  @Test
  void labels_are_escaped_twice() {
    HttpUrl url = stored("web", Labels.of("comma", "1,2"));

    assertEquals("comma=1%2C2", url.queryParameter("labels"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,2",
        "a=b",
        "50%",
        "1+2",
        " around ",
        "a&b;c",
        "%2C",
        "%",
        "",
        "\u0000\n",
        "ü🔥",
        "'\"<>\\",
        "&service=other",
        "x,namespace=other",
        "%2Cnamespace%3Dother",
        "#frag",
        "a/b?c",
      })
  void no_value_becomes_another_label_or_parameter(String value) {
    var labels = new Labels(List.of(new Label("k", value), new Label("z", "last")));

    HttpUrl url = stored("web", labels);

    assertEquals(labels.list(), asTheRegistryReads(url));
    assertEquals(List.of("web"), url.queryParameterValues("service"));
  }

  @RepeatedTest(200)
  void any_labels_come_out_as_they_went_in(RepetitionInfo seed) {
    var random = new Random(seed.getCurrentRepetition());
    var list = new ArrayList<Label>();
    for (int i = 0; i <= random.nextInt(5); i++) {
      list.add(new Label("k" + nasty(random), nasty(random)));
    }
    var labels = new Labels(list);

    assertEquals(labels.list(), asTheRegistryReads(stored("web", labels)));
  }

  @Test
  void a_query_is_exact_and_leaves_labels_and_limit_to_us() {
    HttpUrl url =
        found(
            new ProfileQuery(
                "a&b",
                Optional.of(StoredType.HEAP),
                TIME,
                TIME.plusSeconds(1),
                Labels.of("k", "v"),
                OptionalInt.of(3)));

    assertEquals("a&b", url.queryParameter("service"));
    assertEquals("heap", url.queryParameter("type"));
    assertEquals("2026-11-21T11:01:55.987654321", url.queryParameter("from"));
    assertEquals("2026-11-21T11:01:56.987654321", url.queryParameter("to"));
    assertNull(url.queryParameter("labels"));
    assertNull(url.queryParameter("limit"));
  }

  @Test
  void a_query_without_end_stays_within_the_registrys_clock() {
    HttpUrl url = found(ofAnyType(Instant.MIN, Instant.MAX));

    assertEquals("1970-01-01T00:00:00.000000000", url.queryParameter("from"));
    assertEquals("2262-04-11T23:47:16.854775807", url.queryParameter("to"));
    assertNull(url.queryParameter("type"));
  }

  private static ProfileQuery ofAnyType(Instant from, Instant to) {
    return new ProfileQuery("web", Optional.empty(), from, to, Labels.NONE, OptionalInt.empty());
  }

  private static HttpUrl found(ProfileQuery query) {
    return ProfefeParameters.find(PROFILES, query);
  }

  private static HttpUrl stored(String service, Labels labels) {
    return ProfefeParameters.store(
        PROFILES, new NewProfile(service, StoredType.CPU, labels, TIME, new byte[0]));
  }

  private static String nasty(Random random) {
    return random
        .ints(random.nextInt(8), 0, NASTY.length)
        .mapToObj(at -> Character.toString(NASTY[at]))
        .collect(Collectors.joining());
  }

  /** Profefe's Labels.FromString (92baf9f), after the query string was unescaped as a whole. */
  private static List<Label> asTheRegistryReads(HttpUrl url) {
    var labels = new ArrayList<Label>();
    for (String pair : Objects.requireNonNull(url.queryParameter("labels")).split(",", -1)) {
      int equals = pair.indexOf('=');
      String key = URLDecoder.decode(pair.substring(0, equals).strip(), UTF_8);
      String value = URLDecoder.decode(pair.substring(equals + 1).strip(), UTF_8);
      if (!key.isEmpty()) {
        labels.add(new Label(key, value));
      }
    }
    labels.sort(Comparator.comparing(Label::key));
    return labels;
  }
}
