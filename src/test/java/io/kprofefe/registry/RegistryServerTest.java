package io.kprofefe.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.PprofLimits;
import io.kprofefe.profile.StoredType;
import io.kprofefe.store.DirectoryStore;
import io.kprofefe.store.NewProfile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The registry among clients that are slow, gone, greedy or lying. */
@Timeout(120)
class RegistryServerTest {

  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_DECODED_BYTES = 4 << 20;
  private static final String STORE = "/api/0/profiles?service=shop&type=cpu";
  private static final String QUERY =
      "/api/0/profiles?service=shop&from=2000-01-01T00:00:00&to=2100-01-01T00:00:00";

  @TempDir Path directory;

  private DirectoryStore store;
  private RegistryServer server;
  private RawClient client;

  @BeforeEach
  void start() throws IOException {
    store = new DirectoryStore(directory);
    start(Retention.EVERYTHING);
  }

  private void start(Retention retention) throws IOException {
    server =
        new RegistryServer(
            store,
            new RegistrySettings(
                RegistrySettings.onLoopback(0).listen(),
                MAX_BYTES,
                PprofLimits.ofDecoded(MAX_DECODED_BYTES),
                retention,
                "1.2.3"));
    server.start();
    client = new RawClient(server.address());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void it_listens_on_loopback_unless_told_otherwise() {
    assertTrue(server.address().getAddress().isLoopbackAddress());
    assertEquals(RegistrySettings.PORT, RegistrySettings.onLoopback(10100).listen().getPort());
  }

  @Test
  void it_says_its_version() throws Exception {
    var version = new ObjectMapper().readTree(client.get("/api/0/version").body());

    assertEquals("1.2.3", version.at("/body/version").textValue());
  }

  @Test
  void answers_do_not_wait_for_one_another_on_the_wire() {
    // the JDK's server reads it once; without it an answer takes 40 ms on loopback
    assertEquals("true", System.getProperty("sun.net.httpserver.nodelay"));
  }

  @Test
  void a_body_announced_too_large_is_refused_before_it_is_sent() throws Exception {
    try (Socket socket = client.connect()) {
      RawClient.write(
          socket, "POST " + STORE + " HTTP/1.1\r\n" + RawClient.length(1L << 40) + "\r\n", none());

      RawClient.Answer answer = RawClient.answer(socket, "POST");

      assertEquals(413, answer.status());
      assertTrue(answer.text().contains("\"code\":413"), answer.text());
    }
    assertNothingStored();
  }

  @Test
  void a_body_of_the_largest_size_is_taken_and_one_byte_more_is_not() throws Exception {
    String trace = "/api/0/profiles?service=shop&type=trace";

    assertEquals(200, client.post(trace, new byte[MAX_BYTES]).status());
    assertEquals(413, client.post(trace, new byte[MAX_BYTES + 1]).status());
  }

  @Test
  void who_sends_far_too_much_before_he_looks_still_sees_why_it_is_refused() throws Exception {
    // more than the buffers of both sides hold
    RawClient.Answer answer = client.post(STORE, new byte[8 * MAX_BYTES]);

    assertEquals(413, answer.status());
    assertTrue(answer.text().contains("larger than " + MAX_BYTES + " bytes"), answer::text);
  }

  @Test
  void an_endless_body_ends_at_the_limit() throws Exception {
    try (Socket socket = client.connect()) {
      RawClient.write(
          socket, "POST " + STORE + " HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", none());
      long sent = sendChunksUntilRefused(socket.getOutputStream());

      // what fits into the buffers of both sides goes on top
      assertTrue(sent < 64L << 20, () -> "it took " + sent + " bytes");
    }
    assertNothingStored();
  }

  @Test
  void a_bomb_is_refused_at_the_limit_of_decoded_bytes() throws Exception {
    var profile = gunzipped("cpu-1000.pb.gz");
    var bomb = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bomb)) {
      gzip.write(profile);
      // one more string, of 8 MiB
      gzip.write(new byte[] {0x32, (byte) 0x80, (byte) 0x80, (byte) 0x80, 4});
      gzip.write(new byte[8 << 20]);
    }

    RawClient.Answer answer = client.post(STORE, bomb.toByteArray());

    assertEquals(413, answer.status(), answer::text);
    assertNothingStored();
  }

  @Test
  void a_refused_request_is_answered_though_its_body_was_not_read() throws Exception {
    RawClient.Answer answer = client.post("/api/0/profiles?type=cpu", new byte[200 << 10]);

    assertEquals(400, answer.status());
    assertTrue(answer.text().contains("missing \\\"service\\\""), answer.text());
  }

  @Test
  void a_body_shorter_than_announced_is_not_stored() throws Exception {
    try (Socket socket = client.connect()) {
      byte[] body = RecordedExchange.resource("cpu.pb.gz");
      RawClient.write(
          socket,
          "POST " + STORE + " HTTP/1.1\r\n" + RawClient.length(body.length + 1) + "\r\n",
          body);
      socket.shutdownOutput();

      assertEquals(500, RawClient.answer(socket, "POST").status());
    }
    assertNothingStored();
  }

  @Test
  void a_client_that_goes_away_leaves_nothing() throws Exception {
    try (Socket socket = client.connect()) {
      RawClient.write(
          socket,
          "POST " + STORE + " HTTP/1.1\r\n" + RawClient.length(MAX_BYTES) + "\r\n",
          new byte[100_000]); // more than is held in memory
      awaitStaged(1);
    }

    awaitStaged(0);
    assertNothingStored();
  }

  @Test
  void hundreds_of_clients_that_hang_hold_nobody_up() throws Exception {
    List<Socket> hanging = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        Socket socket = client.connect();
        hanging.add(socket);
        String head =
            switch (i % 3) {
              case 0 -> "";
              case 1 -> "GET /api/0/ser";
              default -> "POST " + STORE + " HTTP/1.1\r\n" + RawClient.length(100) + "\r\n";
            };
        socket.getOutputStream().write(head.getBytes(ISO_8859_1));
      }

      assertEquals(200, client.post(STORE, RecordedExchange.resource("cpu.pb.gz")).status());
      assertEquals(200, client.get("/api/0/services").status());
    } finally {
      for (Socket socket : hanging) {
        socket.close();
      }
    }
  }

  @Test
  void a_client_that_does_not_read_its_answer_holds_nobody_up() throws Exception {
    store.write(
        new NewProfile("shop", StoredType.TRACE, Labels.NONE, Instant.now(), new byte[32 << 20]));
    String id = onlyId();
    try (Socket socket = client.connect()) {
      RawClient.write(socket, "GET /api/0/profiles/" + id + " HTTP/1.1\r\n\r\n", none());

      assertEquals(200, client.post(STORE, RecordedExchange.resource("cpu.pb.gz")).status());
      assertEquals(32 << 20, client.get("/api/0/profiles/" + id).body().length);
    }
  }

  @Test
  void a_connection_serves_one_request_after_the_other() throws Exception {
    try (Socket socket = client.connect()) {
      for (int i = 0; i < 3; i++) {
        byte[] body = RecordedExchange.resource("cpu.pb.gz");
        OutputStream out = socket.getOutputStream();
        out.write(
            ("POST " + STORE + " HTTP/1.1\r\nHost: x\r\n" + RawClient.length(body.length) + "\r\n")
                .getBytes(ISO_8859_1));
        out.write(body);

        assertEquals(200, RawClient.answer(socket, "POST").status());
      }
    }
    assertEquals(3, store.ids(Queries.everything("shop")).size());
  }

  @Test
  void of_parallel_posts_none_is_lost() throws Exception {
    byte[] body = RecordedExchange.resource("cpu-no-time.pb.gz");
    var answers = new ArrayList<Future<RawClient.Answer>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        Callable<RawClient.Answer> post = () -> client.post(STORE, body);
        answers.add(threads.submit(post));
      }
    }

    for (Future<RawClient.Answer> answer : answers) {
      assertEquals(200, answer.get().status());
    }
    assertEquals(200, store.ids(Queries.everything("shop")).size());
  }

  @Test
  void an_id_may_be_sent_with_its_slashes_escaped() throws Exception {
    client.post(STORE, RecordedExchange.resource("cpu.pb.gz"));
    String id = onlyId();

    for (String path : List.of(id, id.replace("/", "%2F"), id.replace("/", "%252F"))) {
      assertArrayEquals(
          RecordedExchange.resource("cpu.pb.gz"), client.get("/api/0/profiles/" + path).body());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..%2f..%2f..%2fetc%2fpasswd",
        "%252e%252e%252fetc%252fpasswd",
        "shop%2fcpu%2f..%2fcpu",
        "%00",
        "not-an-id",
        "dc0nkgb8di18lr838tm0%0d%0aX:%20y",
      })
  void an_id_that_is_none_opens_nothing(String id) throws Exception {
    client.post(STORE, RecordedExchange.resource("cpu.pb.gz"));

    RawClient.Answer answer = client.get("/api/0/profiles/" + id);

    assertTrue(answer.status() >= 300, () -> answer.status() + answer.text());
    assertFalse(answer.header("x").isPresent());
  }

  @Test
  void the_start_of_an_id_finds_nothing() throws Exception {
    client.post(STORE, RecordedExchange.resource("cpu.pb.gz"));
    String id = onlyId();

    assertEquals(500, client.get("/api/0/profiles/" + id.substring(0, id.length() - 1)).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"labels=a=%zz", "labels=%", "other=%a", "%xx=1"})
  void a_broken_escape_is_the_clients_mistake(String parameter) throws Exception {
    RawClient.Answer answer =
        client.post(STORE + "&" + parameter, RecordedExchange.resource("cpu.pb.gz"));

    assertEquals(400, answer.status());
    assertNothingStored();
  }

  @Test
  void days_past_their_time_go_when_it_starts() throws Exception {
    Instant now = Instant.now();
    for (int days : List.of(0, 1, 6, 9, 400)) {
      store.write(
          new NewProfile(
              "shop",
              StoredType.CPU,
              Labels.NONE,
              now.minus(Duration.ofDays(days)),
              RecordedExchange.resource("cpu.pb.gz")));
    }
    server.close();

    start(new Retention(Optional.of(Duration.ofDays(7)), OptionalLong.empty()));

    while (store.ids(Queries.everything("shop")).size() > 3) {
      Thread.onSpinWait();
    }
    assertEquals(3, store.ids(Queries.everything("shop")).size());
  }

  private String onlyId() throws IOException {
    return new ObjectMapper().readTree(client.get(QUERY).body()).at("/body/0/id").textValue();
  }

  private void assertNothingStored() throws IOException {
    assertEquals(List.of(), store.services());
    awaitStaged(0);
  }

  /** How many bodies are being received; a test's time limit ends the waiting. */
  private void awaitStaged(int wanted) throws IOException {
    Path incoming = directory.resolve("_incoming");
    while (true) {
      try (Stream<Path> staged = Files.exists(incoming) ? Files.list(incoming) : Stream.empty()) {
        if (staged.count() == wanted) {
          return;
        }
      }
      Thread.onSpinWait();
    }
  }

  private static long sendChunksUntilRefused(OutputStream out) {
    long sent = 0;
    var chunk = new byte[1 << 16];
    try {
      while (sent < 1L << 30) {
        out.write("10000\r\n".getBytes(ISO_8859_1));
        out.write(chunk);
        out.write("\r\n".getBytes(ISO_8859_1));
        sent += chunk.length;
      }
    } catch (IOException refused) {
      return sent;
    }
    return sent;
  }

  private static byte[] gunzipped(String file) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(RecordedExchange.resource(file)))
        .readAllBytes();
  }

  private static byte[] none() {
    return new byte[0];
  }
}
