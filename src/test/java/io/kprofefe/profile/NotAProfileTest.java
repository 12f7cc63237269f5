package io.kprofefe.profile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kprofefe.profile.pprof.Function;
import io.kprofefe.profile.pprof.Line;
import io.kprofefe.profile.pprof.Location;
import io.kprofefe.profile.pprof.Mapping;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.profile.pprof.Sample;
import io.kprofefe.profile.pprof.ValueType;
import io.kprofefe.testing.Pprofs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused, and what is said about it. */
class NotAProfileTest {

  private static final byte[] SMALL = Pprofs.small().build().toByteArray();

  static Stream<Arguments> bodiesThatAreNoPprof() {
    return Stream.of(
        arguments("", "the body is empty"),
        arguments("<!DOCTYPE html><html>…", "it looks like an HTML page"),
        arguments("\n <HTML><body>404</body>", "it looks like an HTML page"),
        arguments("<?xml version='1.0'?><Error/>", "it looks like XML"),
        arguments("{\"code\":500,\"error\":\"no\"}", "it looks like JSON"),
        arguments("[1,2]", "it looks like JSON"),
        arguments("goroutine profile: total 1\n1 @ 0x1 0x2\n", GO_TEXT),
        arguments("threadcreate profile: total 12\n", GO_TEXT),
        arguments("net/http.conns profile: total 3\n", GO_TEXT),
        arguments("heap profile: 1: 2 [3: 4] @ heap/1048576\n", GO_TEXT),
        arguments("--- mutex:\ncycles/second=2400\n", GO_TEXT),
        arguments("--- contention:\ncycles/second=2400\n", GO_TEXT),
        arguments("goroutine 1 [running]:\nmain.main()\n", GO_TEXT),
        arguments("cpu profile: 1\n", GO_TEXT),
        arguments("go 1.22 trace\0\0\0\0\1\2", "it looks like an execution trace"),
        arguments("# HELP go_goroutines Number\n", "it looks like Prometheus metrics"),
        arguments("HTTP/1.1 200 OK\r\n\r\n", "it looks like an HTTP answer"),
        arguments("404 page not found\n", "it looks like plain text"),
        arguments("\ufeffhello", "it looks like plain text"),
        arguments("não há perfil", "it looks like plain text"));
  }

  private static final String GO_TEXT = "it looks like Go's text format (debug=1)";

  @ParameterizedTest
  @MethodSource("bodiesThatAreNoPprof")
  void a_body_of_another_kind_is_told_by_its_looks(String body, String said) {
    assertEquals("not a pprof profile: " + said, reason(body.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @MethodSource("bodiesThatAreNoPprof")
  void the_same_gzipped_says_so(String body, String said) {
    String gzipped = body.isEmpty() ? "the gzip is empty" : said + ", gzipped";
    assertEquals("not a pprof profile: " + gzipped, reason(Pprofs.gzip(body.getBytes(UTF_8))));
  }

  @ParameterizedTest
  @CsvSource({
    "7f454c4602010100000000000000000003003e00, an ELF binary",
    "504b0304140000000800, a zip file",
    "28b52ffd0458, a zstd file",
    "89504e470d0a1a0a0000000d, a picture",
    "cafebabe00000041, a Java class",
    "464c520000020001, a Java flight recording",
    "0000000000000000030000000000000000000000, the old binary format of CPU profiles",
  })
  void binaries_are_told_by_their_first_bytes(String hex, String said) {
    assertEquals(
        "not a pprof profile: it looks like " + said, reason(HexFormat.of().parseHex(hex)));
  }

  @Test
  void a_profile_gzipped_twice_is_a_gzip_in_a_gzip() {
    assertEquals(
        "not a pprof profile: it looks like a gzip file, gzipped",
        reason(Pprofs.gzip(Pprofs.gzip(SMALL))));
  }

  static Stream<Arguments> unsoundProfiles() {
    return Stream.of(
        arguments("it names string 7 and has only 7", with().setDropFrames(7)),
        arguments("it names string -1", with().setDefaultSampleType(-1)),
        arguments("it names string 99 and has only 7", with().addComment(99)),
        arguments(
            "it names string 9 and has only 7",
            with().addSampleType(ValueType.newBuilder().setType(9))),
        arguments(
            "its string table does not begin with the empty string",
            with().clearStringTable().addStringTable("cpu").addStringTable("")),
        arguments("it has no string table", with().clearStringTable()),
        arguments(
            "it names location 3, which is not in it",
            with().addSample(Sample.newBuilder().addLocationId(3).addValue(1))),
        arguments(
            "it names location 0, which is not in it",
            with().addSample(Sample.newBuilder().addLocationId(0).addValue(1))),
        arguments(
            "it names function 3, which is not in it", with().addLocation(Pprofs.location(3, 3))),
        arguments(
            "it names function 0, which is not in it",
            with().addLocation(Location.newBuilder().setId(3).addLine(Line.newBuilder()))),
        arguments(
            "it names mapping 2, which is not in it",
            with().addLocation(Location.newBuilder().setId(3).setMappingId(2))),
        arguments(
            "it names mapping 18446744073709551615, which is not in it",
            with().addLocation(Location.newBuilder().setId(3).setMappingId(-1))),
        arguments("it has a location without an id", with().addLocation(Pprofs.location(0, 1))),
        arguments("it has a function without an id", with().addFunction(Function.newBuilder())),
        arguments("it has a mapping without an id", with().addMapping(Mapping.newBuilder())),
        arguments(
            "it has two locations 2, as two profiles in one would",
            with().addLocation(Pprofs.location(2, 1))),
        arguments(
            "it has two functions 1, as two profiles in one would",
            with().addFunction(Function.newBuilder().setId(1))),
        arguments(
            "it has two mappings 1, as two profiles in one would",
            with().addMapping(Mapping.newBuilder().setId(1))),
        arguments(
            "a sample has another number of values (0) than there are sample types (1)",
            with().addSample(Sample.newBuilder().addLocationId(1))),
        arguments(
            "a sample has another number of values (2) than there are sample types (1)",
            with().addSample(Sample.newBuilder().addValue(1).addValue(2))),
        arguments("it has no sample type", with().clearSampleType()),
        arguments(
            "a sample type stands twice in it, as two profiles in one would",
            with().clearSample().addSampleType(Pprofs.small().getSampleType(0))));
  }

  private static Profile.Builder with() {
    return Pprofs.small();
  }

  @ParameterizedTest
  @MethodSource("unsoundProfiles")
  void a_protobuf_that_is_no_sound_profile_says_why(String said, Profile.Builder profile) {
    assertEquals("not a pprof profile: " + said, reason(profile.build().toByteArray()));
  }

  static Stream<byte[]> twoProfilesInOneBody() {
    byte[] bare =
        Pprofs.small()
            .clearSample()
            .clearLocation()
            .clearMapping()
            .clearFunction()
            .build()
            .toByteArray();
    return Stream.of(
        Pprofs.glued(SMALL, SMALL),
        Pprofs.gzip(SMALL, SMALL),
        Pprofs.glued(Pprofs.gzip(SMALL), Pprofs.gzip(SMALL)),
        Pprofs.glued(bare, bare),
        Pprofs.gzip(bare, bare),
        Pprofs.glued(bare, SMALL));
  }

  @ParameterizedTest
  @MethodSource("twoProfilesInOneBody")
  void two_profiles_in_one_body_are_invalid(byte[] body) {
    assertTrue(reason(body).endsWith("as two profiles in one would"), reason(body));
  }

  @ParameterizedTest
  @CsvSource({
    "63, a group begins",
    "64, a group ends",
    "06, wire type 6",
    "00, field 0",
    "0205, string table as a whole field without its length",
    "48ffffffffffffffffff8101, a varint of eleven bytes",
    "48ffffffffffffffffffff, a varint that does not end",
    "12ffffffffffffffffff01, a length of -1",
    "12ffffffff0f, a length of four gigabytes",
    "09, a fixed64 that is not there",
    "4a00, time_nanos as bytes",
    "1000, a sample as a number",
    "12020a80, a packed number that does not end in its field",
    "1204220300, a label longer than its sample",
    "f8ffffffffffffffff0100, a field number over 29 bits",
    "1202000012020000120200001202, ends in a length",
  })
  void a_malformed_protobuf_is_invalid(String hex, String what) {
    byte[] body = Pprofs.glued(SMALL, HexFormat.of().parseHex(hex));
    assertDoesNotThrow(() -> failure(body), what);
    assertDoesNotThrow(() -> failure(Pprofs.gzip(body)), what);
  }

  @Test
  void a_profile_cut_off_says_after_how_much() {
    int length = SMALL.length - 1;
    assertEquals(
        "not a pprof profile: it is cut off after " + length + " bytes",
        reason(Arrays.copyOf(SMALL, length)));
  }

  @Test
  void a_field_longer_than_what_it_is_in_says_so() {
    byte[] body = Pprofs.glued(SMALL, HexFormat.of().parseHex("12041a0300"));
    assertEquals(
        "not a pprof profile: not a sound protobuf at byte "
            + (SMALL.length + 4)
            + ": a field is longer than what it is in",
        reason(Pprofs.glued(body, new byte[100])));
  }

  @Test
  void a_gzip_cut_off_anywhere_is_invalid() {
    byte[] whole = Pprofs.gzip(SMALL);
    for (int length = 0; length < whole.length; length++) {
      failure(Arrays.copyOf(whole, length));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-8, the gzip is damaged: its checksum is wrong",
    "-4, the gzip is damaged: its length is wrong",
    "2, the gzip is damaged: its header makes no sense",
    "10, the gzip is damaged: its compressed data makes no sense",
  })
  void a_damaged_gzip_says_where(int at, String said) {
    byte[] body = Pprofs.gzip(SMALL);
    body[at < 0 ? body.length + at : at] ^= 0x07;
    assertEquals("not a pprof profile: " + said, reason(body));
  }

  @ParameterizedTest
  @CsvSource({"00", "0a", "1f", "1f8c", "3c68746d6c3e"})
  void bytes_after_the_gzip_are_invalid(String hex) {
    byte[] body = Pprofs.glued(Pprofs.gzip(SMALL), HexFormat.of().parseHex(hex));
    failure(body);
  }

  @Test
  void a_multipart_form_is_told() {
    assertEquals(
        "not a pprof profile: it looks like a multipart form",
        reason("--x\r\nContent-Disposition: form-data\r\n\r\n\0\1".getBytes(ISO_8859_1)));
  }

  @Test
  void a_body_is_never_quoted() {
    assertFalse(reason("password=geheim".getBytes(UTF_8)).contains("geheim"));
  }

  @Test
  void what_the_stream_itself_throws_is_passed_on() {
    var lost = new IOException("connection reset");
    var broken =
        new SequenceInputStream(
            new ByteArrayInputStream(SMALL),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw lost;
              }

              @Override
              public int read(byte[] bytes, int offset, int length) throws IOException {
                throw lost;
              }
            });
    assertSame(lost, assertThrows(IOException.class, () -> CHECK.check(broken)));
  }

  private static final PprofCheck CHECK = new PprofCheck(PprofLimits.ofDecoded(64 << 20));

  private static String reason(byte[] body) {
    return failure(body).reason();
  }

  /** The check must fail, and must call it invalid. */
  private static ProfileFailure failure(byte[] body) {
    var failure =
        assertThrows(ProfileFailure.class, () -> CHECK.check(new ByteArrayInputStream(body)));
    assertEquals(Outcome.INVALID, failure.outcome());
    return failure;
  }
}
