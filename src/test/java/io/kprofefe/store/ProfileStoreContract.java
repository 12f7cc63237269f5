package io.kprofefe.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.StoredType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What everybody may rely on in every store. A store's own test extends this.
 *
 * <p>Times are compared by the second, which is all that Profefe shows; in queries they are exact.
 */
public abstract class ProfileStoreContract extends StoreUnderTest {

  @Test
  void it_has_a_word_for_metrics() {
    assertTrue(store.name().matches("[a-z]+"), store.name());
  }

  @Test
  void an_empty_store_has_no_services_and_finds_nothing() throws Exception {
    assertEquals(List.of(), store.services());
    assertEquals(List.of(), store.find(everything("shop")));
  }

  @ParameterizedTest
  @CsvSource({
    "CPU, cpu.pb.gz",
    "CPU, cpu.pb",
    "HEAP, heap.pb.gz",
    "BLOCK, block.pb.gz",
    "MUTEX, mutex.pb.gz",
    "GOROUTINE, goroutine.pb.gz",
    "THREADCREATE, threadcreate.pb.gz",
    "OTHER, allocs.pb.gz",
    "TRACE, trace.bin",
  })
  void what_comes_out_is_what_went_in(StoredType type, String file) throws Exception {
    StoredProfile stored = write("shop", type, Labels.of("region", "eu"), AT_1000, body(file));

    assertFalse(stored.id().isEmpty());
    assertArrayEquals(body(file), read(stored.id()));
    StoredProfile found = only(store.find(everything("shop")));
    assertEquals(stored.id(), found.id());
    assertEquals(type, found.type());
    assertEquals("shop", found.service());
    assertEquals(Labels.of("region", "eu"), found.labels());
  }

  @Test
  void the_time_of_a_profile_is_its_own() throws Exception {
    StoredProfile stored = write("shop", AT_1001, "cpu-1001.pb.gz");

    assertEquals(AT_1001, second(stored));
    assertEquals(AT_1001, second(only(store.find(everything("shop")))));
  }

  @Test
  void a_profile_without_a_time_gets_the_one_it_was_given() throws Exception {
    Instant given = Instant.parse("2026-11-01T01:02:03Z");

    StoredProfile stored = write("shop", given, "cpu-no-time.pb.gz");

    assertEquals(given, second(stored));
    assertEquals(stored.id(), only(store.find(between("shop", given, given))).id());
  }

  @ParameterizedTest
  @CsvSource({"CPU, cpu-1000.pb.gz", "CPU, cpu-no-time.pb.gz", "TRACE, trace.bin"})
  void a_profile_is_described_by_its_id_alone(StoredType type, String file) throws Exception {
    write("mail", StoredType.CPU, Labels.NONE, AT_1001, body("cpu-1001.pb.gz"));
    write("shop", StoredType.CPU, Labels.NONE, AT_1000, body("cpu-1000.pb.gz"));
    StoredProfile stored = write("shop", type, Labels.of("region", "eu"), AT_1000, body(file));

    StoredProfile described = store.describe(stored.id());

    assertEquals(stored.id(), described.id());
    assertEquals(type, described.type());
    assertEquals("shop", described.service());
    assertEquals(Labels.of("region", "eu"), described.labels());
    assertEquals(second(stored), second(described));
  }

  @Test
  void what_is_not_there_is_not_described() throws Exception {
    String id = write("shop", AT_1000, "cpu-1000.pb.gz").id();
    String unknown = id.substring(0, id.length() - 2) + (id.endsWith("0") ? "01" : "00");

    var failure = assertThrows(StoreException.class, () -> store.describe(unknown));
    assertEquals(StoreException.Problem.NOT_FOUND, failure.problem());
  }

  @Test
  void the_same_profile_twice_is_two_profiles() throws Exception {
    StoredProfile one = write("shop", AT_1000, "cpu-1000.pb.gz");
    StoredProfile two = write("shop", AT_1000, "cpu-1000.pb.gz");

    assertNotEquals(one.id(), two.id());
    assertEquals(2, store.find(everything("shop")).size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "1,2",
        "a=b",
        "50%",
        "1+2",
        "a b",
        " around ",
        "a/b",
        "a&b;c",
        "ünïcödé 日本 🔥",
        "\"quoted\" \\ back",
        "%2C",
        "line\nbreak\ttab",
        "",
      })
  void a_label_value_comes_back_as_it_was(String value) throws Exception {
    write("shop", StoredType.CPU, Labels.of("key", value), AT_1000, body("cpu-1000.pb.gz"));

    assertEquals(
        Labels.of("key", value), only(store.find(everything("shop"))).labels(), "without filter");
    assertEquals(1, store.find(labelled("shop", Labels.of("key", value))).size(), "as a filter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"k,k", "k=k", "k%", "k+k", " k ", "app.kubernetes.io/name", "ключ"})
  void a_label_key_comes_back_as_it_was(String key) throws Exception {
    write("shop", StoredType.CPU, Labels.of(key, "v"), AT_1000, body("cpu-1000.pb.gz"));

    assertEquals(Labels.of(key, "v"), only(store.find(everything("shop"))).labels());
  }

  @Test
  void a_key_may_have_several_values_in_their_order() throws Exception {
    var labels = new Labels(List.of(new Label("b", "0"), new Label("a", "2"), new Label("a", "1")));

    write("shop", StoredType.CPU, labels, AT_1000, body("cpu-1000.pb.gz"));

    assertEquals(
        List.of(new Label("a", "2"), new Label("a", "1"), new Label("b", "0")),
        only(store.find(everything("shop"))).labels().list());
    assertEquals(1, store.find(labelled("shop", Labels.of("a", "1"))).size());
  }

  @Test
  void labels_choose_only_profiles_that_have_them_all() throws Exception {
    var eu = new Labels(List.of(new Label("region", "eu"), new Label("v", "2")));
    var us = new Labels(List.of(new Label("region", "us"), new Label("v", "2")));
    // the later one first: Profefe's own filter would lose it
    StoredProfile later = write("shop", StoredType.CPU, eu, AT_1001, body("cpu-1001.pb.gz"));
    StoredProfile sooner = write("shop", StoredType.CPU, us, AT_1000, body("cpu-1000.pb.gz"));

    assertEquals(List.of(later.id()), ids(labelled("shop", Labels.of("region", "eu"))));
    assertEquals(List.of(sooner.id(), later.id()), ids(labelled("shop", Labels.of("v", "2"))));
    assertEquals(List.of(sooner.id()), ids(labelled("shop", us)));
    assertEquals(List.of(), ids(labelled("shop", Labels.of("region", "mars"))));
    assertEquals(List.of(), ids(labelled("shop", Labels.of("absent", ""))));
  }

  @Test
  void services_are_sorted_and_named_once() throws Exception {
    for (String service : List.of("web", "api", "web", "Z", "db")) {
      write(service, AT_1000, "cpu-1000.pb.gz");
    }

    assertEquals(List.of("Z", "api", "db", "web"), store.services());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop.web",
        "shop/web",
        "..",
        ".",
        "../../etc/passwd",
        "with blank",
        "under_score",
        "_2f",
        "50%&a=b;c#d?e",
        "dienst-ü-日本-🔥",
        "merge",
        "CON",
        "*",
        "line\nbreak",
      })
  void a_service_may_have_any_name(String service) throws Exception {
    StoredProfile stored = write(service, AT_1000, "cpu-1000.pb.gz");

    assertEquals(List.of(service), store.services());
    assertEquals(service, only(store.find(everything(service))).service());
    assertArrayEquals(body("cpu-1000.pb.gz"), read(stored.id()));
  }

  @Test
  void a_service_is_not_found_under_another_ones_name() throws Exception {
    write("shop", AT_1000, "cpu-1000.pb.gz");

    assertEquals(List.of(), store.find(everything("sho")));
    assertEquals(List.of(), store.find(everything("shops")));
    assertEquals(List.of(), store.find(everything("Shop")));
  }

  @Test
  void profiles_come_oldest_first() throws Exception {
    StoredProfile later = write("shop", AT_1001, "cpu-1001.pb.gz");
    StoredProfile sooner = write("shop", AT_1000, "cpu-1000.pb.gz");

    assertEquals(List.of(sooner.id(), later.id()), ids(everything("shop")));
  }

  @Test
  void both_ends_of_a_query_count_to_the_nanosecond() throws Exception {
    StoredProfile full = write("shop", AT_1000, "cpu-1000.pb.gz");
    StoredProfile half = write("shop", AT_1000_AND_A_HALF, "cpu-1000h.pb.gz");

    assertEquals(List.of(full.id()), ids(between("shop", AT_1000, AT_1000)));
    assertEquals(List.of(half.id()), ids(between("shop", AT_1000_AND_A_HALF, AT_1000_AND_A_HALF)));
    assertEquals(
        List.of(full.id()), ids(between("shop", AT_1000, AT_1000_AND_A_HALF.minusNanos(1))));
    assertEquals(List.of(half.id()), ids(between("shop", AT_1000.plusNanos(1), AT_1001)));
    assertEquals(2, ids(between("shop", AT_1000, AT_1000_AND_A_HALF)).size());
    assertEquals(List.of(), ids(between("shop", AT_1001, FAR_AHEAD)));
  }

  @Test
  void a_query_may_span_days() throws Exception {
    var written = new ArrayList<String>();
    for (int day = 0; day < 4; day++) {
      Instant time = Instant.parse("2026-10-30T23:59:59Z").plus(Duration.ofDays(day));
      written.add(write("shop", time, "cpu-no-time.pb.gz").id());
    }

    assertEquals(written, ids(everything("shop")));
    assertEquals(
        written.subList(1, 3),
        ids(
            between(
                "shop",
                Instant.parse("2026-10-31T00:00:00Z"),
                Instant.parse("2026-11-02T00:00:00Z"))));
  }

  @Test
  void a_query_may_ask_for_one_type_or_for_all() throws Exception {
    StoredProfile cpu = write("shop", AT_1000, "cpu-1000.pb.gz");
    StoredProfile trace = write("shop", StoredType.TRACE, Labels.NONE, AT_1001, body("trace.bin"));

    assertEquals(List.of(cpu.id()), ids(typed("shop", StoredType.CPU)));
    assertEquals(List.of(trace.id()), ids(typed("shop", StoredType.TRACE)));
    assertEquals(List.of(), ids(typed("shop", StoredType.HEAP)));
    assertEquals(List.of(cpu.id(), trace.id()), ids(everything("shop")));
  }

  @Test
  void a_limit_keeps_the_newest_that_fit() throws Exception {
    write("shop", StoredType.CPU, Labels.of("v", "1"), AT_1000, body("cpu-1000.pb.gz"));
    StoredProfile half =
        write(
            "shop",
            StoredType.CPU,
            Labels.of("v", "1"),
            AT_1000_AND_A_HALF,
            body("cpu-1000h.pb.gz"));
    StoredProfile last =
        write("shop", StoredType.CPU, Labels.of("v", "2"), AT_1001, body("cpu-1001.pb.gz"));

    assertEquals(List.of(half.id(), last.id()), ids(limited("shop", Labels.NONE, 2)));
    assertEquals(List.of(half.id()), ids(limited("shop", Labels.of("v", "1"), 1)));
    assertEquals(3, ids(limited("shop", Labels.NONE, 10)).size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000000000000000",
        "shop/cpu/2026-11-20/100000.000000000-abcdef",
        "not an id",
        "../../../../etc/passwd",
        "%2e%2e%2fetc%2fpasswd",
        "shop",
        "",
      })
  void an_id_of_nobody_is_not_found(String id) throws Exception {
    write("shop", AT_1000, "cpu-1000.pb.gz");

    assertThrows(StoreException.class, () -> store.open(id).close());
  }

  @Test
  void of_parallel_writes_none_is_lost() throws Exception {
    int writers = 16;
    int each = 8;
    var written = new ArrayList<Future<String>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < writers * each; i++) {
        Instant time = AT_1000.plusSeconds(i / 4);
        String service = "service" + i % 2;
        Callable<String> write = () -> write(service, time, "cpu-no-time.pb.gz").id();
        written.add(threads.submit(write));
      }
    }

    var ids = new HashSet<String>();
    for (Future<String> id : written) {
      ids.add(id.get());
    }
    var found = new HashSet<>(ids(everything("service0")));
    found.addAll(ids(everything("service1")));
    assertEquals(writers * each, ids.size());
    assertEquals(ids, found);
    for (String id : ids) {
      assertArrayEquals(body("cpu-no-time.pb.gz"), read(id));
    }
  }

  private static ProfileQuery labelled(String service, Labels labels) {
    return new ProfileQuery(
        service, Optional.empty(), LONG_AGO, FAR_AHEAD, labels, OptionalInt.empty());
  }

  private static ProfileQuery typed(String service, StoredType type) {
    return new ProfileQuery(
        service, Optional.of(type), LONG_AGO, FAR_AHEAD, Labels.NONE, OptionalInt.empty());
  }

  private static ProfileQuery limited(String service, Labels labels, int limit) {
    return new ProfileQuery(
        service, Optional.empty(), LONG_AGO, FAR_AHEAD, labels, OptionalInt.of(limit));
  }

  private static Instant second(StoredProfile profile) {
    return profile.createdAt().truncatedTo(ChronoUnit.SECONDS);
  }

  private static <T> T only(List<T> list) {
    assertEquals(1, list.size(), () -> "not one: " + list);
    return list.getFirst();
  }
}
