package io.kprofefe.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kprofefe.cli.TwoPlaces.Place;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.profile.StoredType;
import io.kprofefe.store.NewProfile;
import io.kprofefe.store.StoredProfile;
import io.kprofefe.testing.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

/** What a directory holds, and a registry over it, from the command line. */
class GetTest {

  private final Instant now = Instant.now();

  @TempDir private Path folder;
  private TwoPlaces places;
  private StoredProfile webCpu;
  private StoredProfile webHeap;
  private StoredProfile mailAllocs;

  @BeforeEach
  void three_profiles_of_two_services() throws Exception {
    places = new TwoPlaces(Files.createDirectories(folder.resolve("profiles")));
    webCpu = write("web", StoredType.CPU, Labels.of("version", "1.2"), Duration.ofMinutes(70));
    webHeap = write("web", StoredType.HEAP, Labels.NONE, Duration.ofSeconds(30));
    mailAllocs =
        write("mail", StoredType.OTHER, Labels.of("profile_type", "allocs"), Duration.ofHours(3));
  }

  @AfterEach
  void close() {
    places.close();
  }

  @ParameterizedTest
  @EnumSource
  void services_are_listed_by_name(Place place) {
    Called called = places.call(place, "get", "services");

    assertEquals(new Called(0, "NAME\nmail\nweb\n", ""), called);
    assertEquals("mail\nweb\n", places.call(place, "get", "services", "-o", "name").out());
  }

  @ParameterizedTest
  @EnumSource
  void profiles_of_all_services_and_types_are_listed_the_newest_last(Place place) {
    Called called = places.call(place, "get", "profiles");

    assertEquals(0, called.code(), called.err());
    List<String> lines = called.out().lines().toList();
    assertTrue(lines.getFirst().matches("ID +SERVICE  TYPE    AGE"), called.out());
    assertTrue(lines.get(1).matches(row(mailAllocs, "mail", "allocs", "3h")), called.out());
    assertTrue(lines.get(2).matches(row(webCpu, "web", "cpu", "70m")), called.out());
    assertTrue(lines.get(3).matches(row(webHeap, "web", "heap", "3\\ds")), called.out());
    assertEquals(4, lines.size());
  }

  @ParameterizedTest
  @CsvSource({
    "created, mail web-cpu web-heap",
    "age, web-heap web-cpu mail",
    "type, mail web-cpu web-heap",
    "service, mail web-cpu web-heap",
    "id, mail web-cpu web-heap",
  })
  void they_are_sorted_by_the_column_that_is_named(String column, String order) {
    Called called =
        places.call(Place.DIRECTORY, "get", "profiles", "--sort-by", column, "-o", "name");

    List<String> ids =
        List.of(order.split(" ")).stream()
            .map(name ->
                switch (name) {
                  case "mail" -> mailAllocs.id();
                  case "web-cpu" -> webCpu.id();
                  default -> webHeap.id();
                })
            .toList();
    assertEquals(ids, called.out().lines().toList());
  }

  @ParameterizedTest
  @EnumSource
  void only_what_is_asked_for_is_listed(Place place) {
    assertEquals(webHeap.id(), ids(place, "--service", "web", "--type", "heap"));
    assertEquals(mailAllocs.id(), ids(place, "--type", "allocs"));
    assertEquals(webCpu.id(), ids(place, "--label", "version=1.2"));
    assertEquals(webHeap.id(), ids(place, "--service", "web", "--limit", "1"));
    assertEquals(webHeap.id(), ids(place, "--all-services", "--from", "10m"));
  }

  @ParameterizedTest
  @EnumSource
  void a_list_can_do_without_headings(Place place) {
    Called called = places.call(place, "get", "profiles", "--type", "cpu", "--no-headers");

    assertTrue(called.out().matches(webCpu.id() + "  web  cpu  70m\n"), called.out());
  }

  @ParameterizedTest
  @EnumSource
  void a_program_reads_them_as_json(Place place) throws IOException {
    JsonNode items = json(places.call(place, "get", "profiles", "-o", "json")).get("items");

    assertEquals(3, items.size());
    assertEquals(webCpu.id(), items.get(1).get("id").asText());
    assertEquals("1.2", items.get(1).get("labels").get("version").asText());
    Instant shown = Instant.parse(items.get(1).get("createdAt").asText());
    assertEquals(webCpu.createdAt().getEpochSecond(), shown.getEpochSecond());
  }

  @ParameterizedTest
  @EnumSource
  void one_profile_is_shown_by_its_id_alone(Place place) throws IOException {
    Called called = places.call(place, "get", "profile", webCpu.id(), "-o", "wide");
    JsonNode json = json(places.call(place, "get", "profile", mailAllocs.id(), "-o", "json"));

    assertEquals(0, called.code(), called.err());
    assertEquals(2, called.out().lines().count());
    assertTrue(called.out().contains("version=1.2"), called.out());
    assertEquals("mail", json.get("service").asText());
    assertEquals("allocs", json.get("type").asText());
  }

  @ParameterizedTest
  @EnumSource
  void its_bytes_go_to_a_pipe_as_they_are(Place place) throws IOException {
    Path file = folder.resolve("web.pb.gz");
    Called called =
        places.call(place, "get", "profile", webCpu.id(), "-o", "pprof", "--out", file.toString());

    assertEquals(new Called(0, file + "\n", ""), called);
    assertArrayEquals(body(webCpu.createdAt()), Files.readAllBytes(file));
    String piped = places.call(place, "get", "profile", webCpu.id(), "-o", "pprof").out();
    assertTrue(piped.startsWith("\u001f"), "gzip");
  }

  /** And a file to write is told by itself. */
  @Test
  void a_file_that_is_there_stays() throws IOException {
    Path taken = Files.writeString(folder.resolve("web.pb"), "mine");

    Called called =
        places.call(Place.DIRECTORY, "get", "profile", webCpu.id(), "--out", taken.toString());

    assertEquals(folder.resolve("web-1.pb") + "\n", called.out());
    assertEquals("mine", Files.readString(taken));
  }

  @Test
  void a_terminal_gets_no_bytes() {
    String[] words =
        places.words(Place.DIRECTORY, "get", "profile", webCpu.id(), "-o", "pprof", "--out", "-");
    Called called = Called.onTerminal(words);

    assertEquals(64, called.code());
    assertEquals("", called.out());
    assertTrue(called.err().contains("give --out FILE"), called.err());
  }

  @ParameterizedTest
  @CsvSource({
    "DIRECTORY, table, web/cpu/2026-11-21/110155.123456789-3f9c2a",
    "DIRECTORY, pprof, web/cpu/2026-11-21/110155.123456789-3f9c2a",
    "DIRECTORY, table, ../../etc/passwd",
    "DIRECTORY, pprof, ../../etc/passwd",
    "REGISTRY, table, web/cpu/2026-11-21/110155.123456789-3f9c2a",
    "REGISTRY, pprof, web/cpu/2026-11-21/110155.123456789-3f9c2a",
    "REGISTRY, table, a\u001b[2Jb",
  })
  void an_unknown_id_is_said_in_a_sentence(Place place, String format, String id) {
    Called called = places.call(place, "get", "profile", id, "-o", format);

    assertEquals(1, called.code());
    assertEquals("", called.out());
    assertTrue(
        called.err().matches("error: .*(no profile|answered 404|answered 500).*\n"), called.err());
    assertTrue(!called.err().contains("\u001b"), called.err());
  }

  @ParameterizedTest
  @EnumSource
  void nothing_found_is_no_error(Place place) {
    Called called = places.call(place, "get", "profiles", "--service", "shop", "--type", "cpu");

    assertEquals(0, called.code());
    assertEquals("", called.out());
    assertTrue(
        called.err().matches("No profiles found for service=shop in .* \\(type=cpu, .* to .*\\)\n"),
        called.err());
  }

  @Test
  void an_empty_store_has_no_services_and_a_program_gets_an_empty_list() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Called called = Called.with("get", "services", "--dir", empty.toString());

    assertEquals(new Called(0, "", "No services found in " + empty + "\n"), called);
    Called list = Called.with("get", "profiles", "-o", "json", "--dir", empty.toString());
    assertEquals(0, json(list).get("items").size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          get | nothing named: there is get services, get profiles and get profile ID
          get pods | unknown thing pods: there is get services, get profiles and get profile ID
          get profile | get profile takes one ID; get profiles tells them
          get profile a b | get profile takes one ID; get profiles tells them
          get profiles web | unknown argument web: get profile ID shows one profile
          get services --service web | --service is for get profiles: leave it out
          get profile a --sort-by age | --sort-by is for get profiles: leave it out
          get profiles --sort-by size | --sort-by size: allowed is id, service, type, age or created
          get profiles -o pprof | -o pprof is for one profile: get profile ID -o pprof
          get profile a -o json --out x | --out is for one profile, with -o pprof; else redirect standard output
          get profiles --out x | --out is for one profile, with -o pprof; else redirect standard output
          get profiles --service a --all-services | --service and --all-services are both given: give one of both
          get profiles --type wall | --type wall: allowed is TYPES or other
          get services | no store given: where should profiles come from?
          """)
  void what_cannot_be_done_is_said_in_one_line(String line, String complaint) {
    Called called = Called.with(line.split(" +"));

    assertEquals(
        "error: " + complaint.replace("TYPES", ProfileType.words()),
        called.err().lines().findFirst().orElse(""));
    assertEquals(64, called.code());
    assertEquals("", called.out());
  }

  private String ids(Place place, String... words) {
    var all = new ArrayList<>(List.of("get", "profiles", "-o", "name"));
    all.addAll(List.of(words));
    return places.call(place, all.toArray(String[]::new)).out().strip();
  }

  private static String row(StoredProfile profile, String service, String type, String age) {
    return profile.id() + " +" + service + " +" + type + " +" + age;
  }

  private static JsonNode json(Called called) throws IOException {
    return new ObjectMapper().readTree(called.out());
  }

  private static byte[] body(Instant time) {
    return Profiles.at(time);
  }

  private StoredProfile write(String service, StoredType type, Labels labels, Duration ago)
      throws Exception {
    Instant time = now.minus(ago);
    return places.store().write(new NewProfile(service, type, labels, time, body(time)));
  }
}
