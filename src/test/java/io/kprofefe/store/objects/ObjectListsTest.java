package io.kprofefe.store.objects;

import static io.kprofefe.testing.Fault.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.StoredType;
import io.kprofefe.store.ProfileQuery;
import io.kprofefe.store.StoreException;
import io.kprofefe.store.StoredProfile;
import io.kprofefe.testing.Conversation;
import io.kprofefe.testing.Fault;
import io.kprofefe.testing.FaultServer;
import io.kprofefe.testing.SeenRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found in a store that answers what nobody asked for, or does not come to an end. */
@Timeout(120)
class ObjectListsTest {

  private static final String FOLDER = "prod/shop/cpu/2026-11-21/";
  private static final String GOOD = FOLDER + "110155.123456789-3f9c2a.pb.gz";

  @Test
  void the_hours_of_a_query_are_asked_for_and_not_the_whole_day() throws Exception {
    try (var server = FaultServer.that(answer(200, folders(FOLDER)), listed(GOOD), described())) {
      assertEquals(List.of("shop/cpu/2026-11-21/110155.123456789-3f9c2a"), found(server));

      HttpUrl asked = url(server.requests().get(1));
      assertEquals(FOLDER, asked.queryParameter("prefix"));
      assertEquals(FOLDER + "103000.000000000", asked.queryParameter("start-after"));
      assertEquals("url", asked.queryParameter("encoding-type"));
      assertEquals("2", asked.queryParameter("list-type"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "/",
        "prod/mail/cpu/2026-11-21/110155.123456789-3f9c2a.pb.gz",
        "other/shop/cpu/2026-11-21/110155.123456789-3f9c2a.pb.gz",
        FOLDER,
        FOLDER + "110155.123456789-3f9c2a",
        FOLDER + "110155.123456789-3f9c2a.json",
        FOLDER + "110155.123456789-3f9c2a.pb.gz/..",
        FOLDER + "110155.123456789-XXXXXX.pb.gz",
        FOLDER + "106155.123456789-3f9c2a.pb.gz",
        FOLDER + "../../../../etc/110155.123456789-3f9c2a.pb.gz",
        FOLDER + "%zz",
        FOLDER + "%00",
      })
  void a_key_that_is_none_of_ours_is_passed_over(String key) throws Exception {
    try (var server =
        FaultServer.that(answer(200, folders(FOLDER)), listed(key, GOOD), described())) {
      assertEquals(List.of("shop/cpu/2026-11-21/110155.123456789-3f9c2a"), found(server));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "x/", "prod/", "prod/shop/cpu/", "prod/shop/cpu/today/", "é/"})
  void nor_is_a_folder(String folder) throws Exception {
    try (var server = FaultServer.that(answer(200, folders(folder)))) {
      assertEquals(List.of(), found(server));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "prod/shop/", "é/", "a+b/", "../", "_zz/", "prod"})
  void nor_is_it_the_name_of_a_service(String folder) throws Exception {
    try (var server = FaultServer.that(answer(200, folders(folder)))) {
      assertEquals(
          List.of(), new ObjectStore(Buckets.at(server.uri(), "s3://profiles")).services());
    }
  }

  @Test
  void a_key_that_is_listed_twice_is_one() throws Exception {
    try (var server =
        FaultServer.that(answer(200, folders(FOLDER)), listed(GOOD, GOOD), described())) {
      assertEquals(1, found(server).size());
    }
  }

  @Test
  void pages_are_followed_to_their_end() throws Exception {
    String first = page("<IsTruncated>true</IsTruncated>" + token("a=/+") + key(GOOD));
    String second = page(key(FOLDER + "110155.223456789-3f9c2a.pb"));
    try (var server =
        FaultServer.that(
            answer(200, folders(FOLDER)), answer(200, first), answer(200, second), described())) {
      assertEquals(2, found(server).size());

      assertEquals("a=/+", url(server.requests().get(2)).queryParameter("continuation-token"));
    }
  }

  @Test
  void a_page_that_leads_back_to_itself_ends_the_search() throws Exception {
    String again = page("<IsTruncated>true</IsTruncated>" + token("again"));
    try (var server = FaultServer.that(answer(200, again))) {
      assertFails(server, "a list that does not come to an end");
      assertEquals(2, server.connections());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>hello</html>",
        "hello",
        "",
        "<ListBucketResult>",
        "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>",
        "<!DOCTYPE a><ListBucketResult/>",
        "<Error><Code>NoSuchBucket</Code></Error>",
      })
  void what_is_no_list_is_told(String answer) throws Exception {
    try (var server = FaultServer.that(answer(200, answer))) {
      assertFails(server, "is it the right endpoint?");
    }
  }

  @Test
  void a_list_without_an_end_is_given_up() throws Exception {
    try (var server = FaultServer.that(ObjectListsTest::endless)) {
      assertFails(server, "a list of more than 8 MiB");
    }
  }

  private static void endless(Conversation caller) throws IOException {
    caller.readRequest();
    caller.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<ListBucketResult>");
    while (true) {
      caller.send("<Contents><Key>a</Key></Contents>".repeat(1000));
    }
  }

  private static void assertFails(FaultServer server, String said) {
    var failure = assertThrows(StoreException.class, () -> found(server));
    assertEquals(StoreException.Problem.FAILED, failure.problem());
    assertTrue(String.valueOf(failure.getMessage()).contains(said), failure.getMessage());
  }

  private static List<String> found(FaultServer server) throws Exception {
    return new ObjectStore(Buckets.at(server.uri(), "s3://profiles/prod"))
            .find(
                new ProfileQuery(
                    "shop",
                    Optional.of(StoredType.CPU),
                    Instant.parse("2026-11-21T10:30:00Z"),
                    Instant.parse("2026-11-21T11:30:00Z"),
                    Labels.NONE,
                    OptionalInt.empty()))
            .stream()
            .map(StoredProfile::id)
            .toList();
  }

  private static Fault listed(String... keys) {
    return answer(
        200, page(Arrays.stream(keys).map(ObjectListsTest::key).collect(Collectors.joining())));
  }

  private static Fault described() {
    return caller -> {
      caller.readRequest();
      caller.send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 4\r\n\r\n");
    };
  }

  private static String folders(String name) {
    return page("<CommonPrefixes><Prefix>" + name + "</Prefix></CommonPrefixes>");
  }

  private static String page(String content) {
    return "<ListBucketResult><EncodingType>url</EncodingType>" + content + "</ListBucketResult>";
  }

  private static String token(String token) {
    return "<NextContinuationToken>" + token + "</NextContinuationToken>";
  }

  private static String key(String key) {
    return "<Contents><Key>" + key + "</Key></Contents>";
  }

  private static HttpUrl url(SeenRequest request) {
    return HttpUrl.get("http://127.0.0.1" + request.target());
  }
}
