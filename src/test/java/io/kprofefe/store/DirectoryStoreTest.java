package io.kprofefe.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.StoredType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryStoreTest extends ProfileStoreContract {

  private static final Instant TIME = Instant.parse("2026-11-21T11:01:55.123456789Z");
  private static final String DAY = "web/cpu/2026-11-21";

  @TempDir Path temporary;

  @Override
  protected ProfileStore emptyStore() {
    return store();
  }

  private DirectoryStore store() {
    return new DirectoryStore(directory());
  }

  private Path directory() {
    return temporary.resolve("profiles");
  }

  @ParameterizedTest
  @CsvSource({
    "CPU, cpu.pb.gz, cpu, .pb.gz",
    "CPU, cpu.pb, cpu, .pb",
    "TRACE, trace.bin, trace, .trace",
    "OTHER, allocs.pb.gz, other, .pb.gz",
  })
  void a_profile_lies_where_its_service_type_and_time_say(
      StoredType type, String file, String folder, String ending) throws Exception {
    String id = store().write(new NewProfile("web", type, Labels.NONE, TIME, body(file))).id();

    assertTrue(id.matches("web/" + folder + "/2026-11-21/110155\\.123456789-[0-9a-f]{6}"), id);
    assertArrayEquals(body(file), Files.readAllBytes(directory().resolve(id + ending)));
    assertEquals(List.of(id + ".json", id + ending).stream().sorted().toList(), files());
  }

  @Test
  void the_json_beside_it_says_what_the_path_does_not() throws Exception {
    var labels = new Labels(List.of(new Label("b", "ü\""), new Label("a", "1")));
    String id = write("shop/web", StoredType.CPU, labels, TIME, body("cpu.pb.gz")).id();

    assertEquals(
        new ObjectMapper()
            .readTree(
                """
                {"type": "cpu", "service": "shop/web", "created_at": "2026-11-21T11:01:55.123456789Z",
                 "labels": [{"key": "a", "value": "1"}, {"key": "b", "value": "ü\\""}]}
                """),
        new ObjectMapper().readTree(directory().resolve(id + ".json").toFile()));
  }

  @ParameterizedTest
  @CsvSource({
    "web, web",
    "shop.web-2, shop.web-2",
    "a_b, a_5fb",
    "a/b, a_2fb",
    "., _2e",
    ".., _2e_2e",
    "..., ...",
    "ü, _c3_bc",
    "🔥, _f0_9f_94_a5",
    "' ', _20",
    "A%, A_25",
  })
  void a_service_name_is_escaped_byte_by_byte(String service, String folder) throws Exception {
    write(service, TIME, "cpu.pb.gz");

    assertTrue(Files.isDirectory(directory().resolve(folder)));
    assertEquals(List.of(service), store().services());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../web/cpu/2026-11-21/110155.123456789-3f9c2a",
        "/web/cpu/2026-11-21/110155.123456789-3f9c2a",
        "../cpu/2026-11-21/110155.123456789-3f9c2a",
        "./cpu/2026-11-21/110155.123456789-3f9c2a",
        "a/b/cpu/2026-11-21/110155.123456789-3f9c2a",
        "web/cpu/2026-11-21/../2026-11-21/110155.123456789-3f9c2a",
        "web/cpu/2026-02-30/110155.123456789-3f9c2a",
        "web/cpu/2026-11-21/250155.123456789-3f9c2a",
        "web/cpu/2026-11-21/110155.123456789-3f9c2a.pb.gz",
        "web/cpu/2026-11-21/110155.123456789-3F9C2A",
        "web/cpu/2026-11-21/110155.123456789-3f9c2a\n",
        "web/none/2026-11-21/110155.123456789-3f9c2a",
        "we_62/cpu/2026-11-21/110155.123456789-3f9c2a",
        "w_ff/cpu/2026-11-21/110155.123456789-3f9c2a",
        "_incoming/cpu/2026-11-21/110155.123456789-3f9c2a",
        "web\0/cpu/2026-11-21/110155.123456789-3f9c2a",
      })
  void an_id_that_is_not_of_the_pattern_never_becomes_a_path(String id) {
    assertFalse(DirectoryStore.isId(id));
    StoreException failure = assertThrows(StoreException.class, () -> store().open(id));
    assertEquals(StoreException.Problem.NOT_FOUND, failure.problem());
  }

  @Test
  void a_symbolic_link_is_a_strangers_and_leads_nowhere() throws Exception {
    String id = write("web", TIME, "cpu.pb.gz").id();
    Path outside = temporary.resolve("outside");
    Files.move(directory().resolve("web"), outside);
    Files.createSymbolicLink(directory().resolve("web"), outside);

    assertEquals(List.of(), store().services());
    assertEquals(List.of(), ids(everything("web")));
    assertThrows(StoreException.class, () -> store().open(id));
    ProfileFailure failure =
        assertThrows(ProfileFailure.class, () -> write("web", TIME, "cpu.pb.gz"));
    assertEquals(Outcome.REJECTED, failure.outcome());
  }

  @Test
  void the_directory_itself_may_be_a_symbolic_link() throws Exception {
    Files.createDirectory(temporary.resolve("disk"));
    Files.createSymbolicLink(directory(), temporary.resolve("disk"));

    String id = write("web", TIME, "cpu.pb.gz").id();

    assertArrayEquals(body("cpu.pb.gz"), read(id));
  }

  @Test
  void only_a_profile_with_its_json_is_there() throws Exception {
    String id = write("web", TIME, "cpu.pb.gz").id();
    Files.delete(directory().resolve(id + ".json"));

    assertEquals(List.of(), store().services());
    assertEquals(List.of(), ids(everything("web")));
    assertEquals(List.of(), store().ids(everything("web")));
    assertThrows(StoreException.class, () -> store().open(id));
  }

  @Test
  void a_json_without_its_profile_is_nothing() throws Exception {
    String id = write("web", TIME, "cpu.pb.gz").id();
    Files.delete(directory().resolve(id + ".pb.gz"));

    assertEquals(List.of(), store().services());
    assertEquals(List.of(), ids(everything("web")));
    assertThrows(StoreException.class, () -> store().open(id));
  }

  @Test
  void what_strangers_put_there_is_ignored() throws Exception {
    String id = write("web", TIME, "cpu.pb.gz").id();
    for (String name :
        List.of(
            "README.md",
            "we b/cpu/2026-11-21/110155.123456789-3f9c2a.pb.gz",
            "we_62/cpu/2026-11-21/110155.123456789-3f9c2a.pb.gz",
            "web/cpu/notes.txt",
            "web/flames/2026-11-21/110155.123456789-3f9c2a.pb.gz",
            "web/cpu/2026-11-31/110155.123456789-3f9c2a.pb.gz",
            DAY + "/110155.pb.gz",
            DAY + "/110155.123456789-3f9c2a.svg",
            DAY + "/.110155.123456789-3f9c2a.pb.gz",
            DAY + "/copy of 110155.123456789-3f9c2a.pb.gz")) {
      strangersFile(name);
    }
    Files.createDirectories(directory().resolve(DAY + "/110155.123456789-aaaaaa.pb.gz"));

    assertEquals(List.of("web"), store().services());
    assertEquals(List.of(id), ids(everything("web")));
  }

  @Test
  void a_json_that_is_not_ours_hides_the_profile_and_nothing_else() throws Exception {
    String good = write("web", TIME, "cpu.pb.gz").id();
    for (String json :
        List.of(
            "", "{", "[]", "null", "{}", "{\"labels\":7}", "{\"labels\":[{\"value\":\"x\"}]}")) {
      String id = write("web", TIME, "cpu.pb.gz").id();
      Files.writeString(directory().resolve(id + ".json"), json);
    }

    assertEquals(List.of(good), ids(everything("web")));
  }

  @Test
  void a_query_opens_only_the_days_it_spans_and_a_json_only_for_labels() throws Exception {
    String other = write("web", TIME.minus(Duration.ofDays(1)), "cpu.pb.gz").id();
    String wanted = write("web", TIME, "cpu.pb.gz").id();
    // a folder in place of the JSON or of the day cannot be read: who opens it fails
    makeUnreadable(directory().resolve(other + ".json"));
    makeUnreadable(directory().resolve(wanted + ".json"));

    assertEquals(List.of(wanted), store().ids(between("web", TIME, TIME)));
    assertThrows(StoreException.class, () -> store().find(between("web", TIME, TIME)));
    assertThrows(
        StoreException.class,
        () ->
            store()
                .ids(
                    new ProfileQuery(
                        "web",
                        Optional.empty(),
                        TIME,
                        TIME,
                        Labels.of("a", "1"),
                        OptionalInt.empty())));
  }

  @Test
  void a_limit_opens_no_more_than_it_returns() throws Exception {
    String old = write("web", TIME.minusSeconds(1), "cpu.pb.gz").id();
    String newest = write("web", TIME, "cpu.pb.gz").id();
    makeUnreadable(directory().resolve(old + ".json"));

    List<StoredProfile> found =
        store()
            .find(
                new ProfileQuery(
                    "web", Optional.empty(), Instant.EPOCH, TIME, Labels.NONE, OptionalInt.of(1)));

    assertEquals(newest, found.getFirst().id());
  }

  @Test
  void profiles_of_one_nanosecond_come_as_they_were_written() throws Exception {
    var written = new ArrayList<String>();
    for (int i = 0; i < 20; i++) {
      String id = write("web", TIME, "cpu.pb.gz").id();
      Files.setLastModifiedTime(
          directory().resolve(id + ".pb.gz"), FileTime.from(TIME.plusNanos(1000L * i)));
      written.add(id);
    }

    assertEquals(written, ids(everything("web")));
  }

  @Test
  void a_write_that_fails_leaves_nothing() throws Exception {
    strangersFile(DAY);

    ProfileFailure failure =
        assertThrows(ProfileFailure.class, () -> write("web", TIME, "cpu.pb.gz"));

    assertEquals(Outcome.REJECTED, failure.outcome());
    assertTrue(failure.reason().contains("2026-11-21"), failure.reason());
    assertEquals(List.of(DAY), files());
    assertEquals(List.of(), store().services());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 86, 256})
  void a_service_that_no_folder_can_be_named_after_is_rejected(int letters) {
    String service = (letters == 86 ? "ü" : "x").repeat(letters);

    ProfileFailure failure =
        assertThrows(ProfileFailure.class, () -> write(service, TIME, "cpu.pb.gz"));

    assertEquals(Outcome.REJECTED, failure.outcome());
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        1,
        StagedProfile.MOST_IN_MEMORY,
        StagedProfile.MOST_IN_MEMORY + 1,
        3 * StagedProfile.MOST_IN_MEMORY
      })
  void a_staged_profile_of_any_size_is_nowhere_until_it_is_committed(int size) throws Exception {
    var store = store();
    byte[] bytes = bytes(size);
    try (StagedProfile staged = store.stage()) {
      write(bytes, staged);
      assertEquals(List.of(), store.services());
      assertArrayEquals(bytes, staged.read().readAllBytes());

      String id = staged.commit("web", StoredType.TRACE, Labels.of("a", "1"), TIME).id();

      assertArrayEquals(bytes, read(id));
      assertEquals(List.of(id), ids(everything("web")));
    }
    assertEquals(2, files().size(), "nothing is left behind");
    assertEquals(List.of("web"), store.services());
  }

  @ParameterizedTest
  @ValueSource(ints = {StagedProfile.MOST_IN_MEMORY, StagedProfile.MOST_IN_MEMORY + 1})
  void a_staged_profile_that_is_not_committed_is_gone(int size) throws Exception {
    try (StagedProfile staged = store().stage()) {
      write(bytes(size), staged);
      assertEquals(size > StagedProfile.MOST_IN_MEMORY ? 1 : 0, files().size());
    }

    assertEquals(List.of(), files());
  }

  private static byte[] bytes(int size) {
    var bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  /** As they come from a network: in pieces, and now and then one alone. */
  private static void write(byte[] bytes, StagedProfile staged) throws IOException {
    for (int at = 0; at < bytes.length; ) {
      int length = Math.min(8191, bytes.length - at);
      staged.output().write(bytes, at, length);
      at += length;
      if (at < bytes.length) {
        staged.output().write(bytes[at++]);
      }
    }
  }

  private static void makeUnreadable(Path file) throws IOException {
    Files.delete(file);
    Files.createDirectory(file);
  }

  private Path strangersFile(String name) throws IOException {
    Path file = directory().resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "strange");
  }

  private List<String> files() throws IOException {
    if (!Files.exists(directory())) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(directory())) {
      return all.filter(Files::isRegularFile)
          .map(file -> directory().relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
