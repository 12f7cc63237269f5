package io.kprofefe.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How requests are read, and the words in which they are refused. Every expectation here was also
 * what a running Profefe (92baf9f) answered, but where it says otherwise.
 */
class RequestRulesTest extends OnFreshRegistry {

  private static final String PROFILES = "/api/0/profiles";
  private static final String SPAN = "from=2026-01-01T00:00:00&to=2027-01-01T00:00:00";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "service=s&service=t&type=cpu | s",
        "&&service=s&&type=cpu& | s",
        "%73ervice=s&type=cpu | s",
        "service=s+t&type=cpu | s t",
        "service=s%2Bt&type=cpu | s+t",
        "=v&service=s&type=cpu | s",
        "service=x;y&service=s&type=cpu | s",
        "service=s&type=+cpu%09%C2%A0 | s",
        "instance_id=7&service=s&type=cpu&type=bad | s",
      })
  void the_first_of_a_parameter_counts(String query, String service) throws Exception {
    assertEquals(service, stored(query).get("service").textValue());
  }

  /** Nobody should send it so; Go's server does not mind. */
  @Test
  void what_is_not_escaped_is_utf8() throws Exception {
    String bytes = new String("\u00fc".getBytes(UTF_8), ISO_8859_1);

    assertEquals("\u00fc", stored("type=cpu&service=" + bytes).get("service").textValue());
  }

  @Test
  void labels_are_sorted_by_the_bytes_of_their_keys() throws Exception {
    String labels = "%F0%9F%98%80=1,%EF%BF%BD=2,a=3";

    assertEquals(
        "[a, \ufffd, \ud83d\ude00]",
        stored("type=cpu&service=s&labels=" + labels)
            .get("labels")
            .findValuesAsText("key")
            .toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | missing \"service\"",
        "service=&service=s&type=cpu | missing \"service\"",
        "type=bad&labels=%25 | missing \"service\"",
        "service=s&type=bad&labels=%25 | bad \"labels\" \"%\": invalid URL escape \"%\"",
        "service=s&labels=a=%25ag | bad \"labels\" \"a=%ag\": invalid URL escape \"%ag\"",
        "service=s&labels=%22%5C=%25 | bad \"labels\" \"\\\"\\\\=%\": invalid URL escape \"%\"",
        "service=s&labels=%01%E2%80%8B=%25 | bad \"labels\" \"\\x01\\u200b=%\": invalid URL escape \"%\"",
        "service=s&type=bad&created_at=x | bad \"created_at\" \"x\": time in unsupported format \"x\"",
        "service=s&type=CPU | unknown profile type",
        "service=s | unknown profile type",
        "service=s&type=cpu; | unknown profile type",
      })
  void a_profile_is_refused_in_profefes_order_and_words(String query, String why) throws Exception {
    assertEquals("bad request: " + why, error(400, "POST", PROFILES + "?" + query));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "service=s | missing \"from\"",
        "service=s&from=2026-01-01T00:00:00 | missing \"to\"",
        "service=s&from=x&to=y | bad \"from\" timestamp \"x\": time in unsupported format \"x\"",
        "service=s&from=2026-01-01T00:00:00&to=y | bad \"to\" timestamp \"y\": time in unsupported format \"y\"",
        "service=s&SPAN&limit=x | bad \"limit\" \"x\": strconv.Atoi: parsing \"x\": invalid syntax",
        "service=s&SPAN&limit=1.5 | bad \"limit\" \"1.5\": strconv.Atoi: parsing \"1.5\": invalid syntax",
        "service=s&SPAN&limit=9223372036854775808 | bad \"limit\" \"9223372036854775808\": strconv.Atoi: parsing \"9223372036854775808\": value out of range",
        "service=s&from=2027-01-01T00:00:00.5&to=2026-01-01T00:00:00 | CreatedAtMin after CreatedAtMax: 2027-01-01 00:00:00.5 +0000 UTC, 2026-01-01 00:00:00 +0000 UTC",
      })
  void a_query_is_refused_in_profefes_order_and_words(String query, String why) throws Exception {
    String spanned = query.replace("SPAN", SPAN);

    assertEquals("bad request: " + why, error(400, "GET", PROFILES + "?" + spanned));
    assertEquals("bad request: " + why, error(400, "GET", PROFILES + "/merge?" + spanned));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-01T01:02:03, 2026-11-01T01:02:03Z",
    "2026-11-01T01:02:03.999999999, 2026-11-01T01:02:03Z",
    "'2026-11-01T01:02:03,25', 2026-11-01T01:02:03Z",
    "2026-11-01T01:02:03.12345678912345, 2026-11-01T01:02:03Z",
    "2026-11-01T1:02:03, 2026-11-01T01:02:03Z",
    "2024-02-29T23:59:59, 2024-02-29T23:59:59Z",
    "1970-01-01T00:00:00, 1970-01-01T00:00:00Z",
    "9999-12-31T23:59:59, 9999-12-31T23:59:59Z",
  })
  void a_time_is_read_as_go_reads_it(String sent, String stored) throws Exception {
    String query = "service=s&type=cpu&created_at=" + URLEncoder.encode(sent, UTF_8);

    assertEquals(stored, stored(query).get("created_at").textValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-29T01:02:03",
        "2026-13-01T01:02:03",
        "2026-01-00T01:02:03",
        "2026-01-01T24:00:00",
        "2026-01-01T23:60:00",
        "2026-01-01T23:59:60",
        "2026-01-01T1:2:03",
        "2026-01-01 01:02:03",
        "2026-01-01T01:02:03Z",
        "2026-01-01T01:02:03+00:00",
        "2026-01-01T01:02:03.",
        "2026-01-01",
        "1234567890",
        "0001-01-01T00:00:00",
        " 2026-01-01T01:02:03",
      })
  void what_is_no_time_in_that_form_is_refused(String sent) throws Exception {
    assertEquals(
        "bad request: bad \"created_at\" \"%s\": time in unsupported format \"%s\""
            .formatted(sent, sent),
        error(
            400,
            "POST",
            PROFILES + "?service=s&type=cpu&created_at=" + URLEncoder.encode(sent, UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/0, 301",
    "POST, //api/0/profiles, 301",
    "GET, /api/0/../0/version, 301",
    "GET, /api/0/profiles//, 301",
    "GET, /api/0/profiles/%2F, 301",
    "GET, /api/0/, 404",
    "GET, /api/0/services/, 404",
    "GET, /api/0/version/x, 404",
    "GET, /api, 404",
    "GET, /, 404",
    "PUT, /api/0/profiles/, 200",
    "OPTIONS, /api/0/profiles, 200",
    "POST, /api/0/version, 200",
    "GET, /api/0/%76ersion, 200",
    "GET, /api/0/profilesx, 500",
    "GET, /api/0/profiles/merge/, 400",
    "GET, /api/0/profiles/merge/x, 500",
    "GET, /api/0/profiles/00000000000000000000+00000000000000000001, 500",
    "GET, /api/0/profiles/0++1, 500",
    "GET, /api/0/profiles/%25zz, 400",
    "DELETE, /api/0/profiles/00000000000000000000, 404",
  })
  void a_path_is_routed_as_profefe_routes_it(String method, String path, int status)
      throws Exception {
    assertEquals(status, client.send(method, path, new byte[0]).status());
  }

  @Test
  void a_redirect_keeps_the_query_and_escapes_the_path() throws Exception {
    assertEquals(
        "/api/0/a%3Fb%20%C3%A9?x=1&y=%202",
        client.get("/api/0//a%3Fb%20%C3%A9?x=1&y=%202").header("location").orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "'', parsing profile: empty input file",
    "{}, parsing profile: unrecognized profile format",
    "404 page not found, parsing profile: unrecognized profile format",
  })
  void text_is_refused_in_gos_words(String body, String why) throws Exception {
    assertEquals(malformed(why), refused(body.getBytes(UTF_8)));
    assertEquals(malformed(why), refused(gzipped(body.getBytes(UTF_8))));
  }

  @Test
  void broken_profiles_are_refused_in_gos_words() throws Exception {
    byte[] plain = RecordedExchange.resource("cpu.pb");
    byte[] gzipped = RecordedExchange.resource("cpu.pb.gz");
    byte[] wrongChecksum = gzipped.clone();
    wrongChecksum[gzipped.length - 8] ^= 1;

    assertEquals(
        malformed("parsing profile: unrecognized profile format"),
        refused(Arrays.copyOf(plain, plain.length - 1)));
    assertEquals(
        malformed("parsing profile: concatenated profiles detected"), refused(twice(plain)));
    assertEquals(
        malformed("parsing profile: concatenated profiles detected"), refused(twice(gzipped)));
    assertEquals(
        malformed("decompressing profile: unexpected EOF"), refused(Arrays.copyOf(gzipped, 10)));
    assertEquals(
        malformed("decompressing profile: unexpected EOF"), refused(Arrays.copyOf(gzipped, 2)));
    assertEquals(
        malformed("decompressing profile: gzip: invalid checksum"), refused(wrongChecksum));
    assertEquals(
        malformed("decompressing profile: gzip: invalid header"),
        refused(new byte[] {0x1f, (byte) 0x8b, 7, 0, 0, 0, 0, 0, 0, 0, 0}));
  }

  /** Here Profefe has other words; ours say more. */
  @Test
  void a_profile_that_does_not_hang_together_is_refused_with_what_is_wrong() throws Exception {
    // one sample of one value, and no sample type for it
    byte[] sampleWithoutType = {0x12, 0x02, 0x10, 0x01, 0x32, 0x00};

    assertEquals(
        malformed("malformed profile: not a pprof profile: it has no sample type"),
        refused(sampleWithoutType));
  }

  private JsonNode stored(String query) throws IOException {
    RawClient.Answer answer =
        client.post(PROFILES + "?" + query, RecordedExchange.resource("cpu-no-time.pb.gz"));
    assertEquals(200, answer.status(), answer::text);
    return new ObjectMapper().readTree(answer.body()).get("body");
  }

  private String refused(byte[] body) throws IOException {
    return error(client.post(PROFILES + "?service=s&type=cpu", body), 400);
  }

  private String error(int status, String method, String target) throws IOException {
    return error(client.send(method, target, new byte[0]), status);
  }

  private static String error(RawClient.Answer answer, int status) throws IOException {
    assertEquals(status, answer.status(), answer::text);
    return new ObjectMapper().readTree(answer.body()).get("error").textValue();
  }

  private static String malformed(String why) {
    return "malformed profile (could not parse pprof profile: " + why + ")";
  }

  private static byte[] gzipped(byte[] bytes) throws IOException {
    var gzipped = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(gzipped)) {
      gzip.write(bytes);
    }
    return gzipped.toByteArray();
  }

  private static byte[] twice(byte[] bytes) {
    byte[] twice = Arrays.copyOf(bytes, 2 * bytes.length);
    System.arraycopy(bytes, 0, twice, bytes.length, bytes.length);
    return twice;
  }
}
