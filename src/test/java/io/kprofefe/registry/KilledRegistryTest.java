package io.kprofefe.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kprofefe.store.DirectoryStore;
import io.kprofefe.store.StoredProfile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry that is killed while it is written to has whole profiles, and all it said it has. */
class KilledRegistryTest {

  private static final int WRITERS = 8;
  private static final List<String> BODIES =
      List.of("cpu.pb.gz", "cpu.pb", "heap.pb.gz", "goroutine.pb.gz", "cpu-no-time.pb.gz");

  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  @Timeout(180)
  void what_is_listed_after_a_kill_is_whole_and_what_was_acknowledged_is_listed(long seed)
      throws Exception {
    var random = new Random(seed);
    // the directory is used again by a new process each time, as in life
    for (int round = 0; round < 3; round++) {
      int enough = acknowledged.size() + 1 + random.nextInt(60);
      writeUntilKilled(enough, random.nextInt(5_000_000));
      verifyListing();
    }
  }

  /**
   * @param enough profiles are acknowledged before the kill
   * @param nanos later it comes, so that it falls anywhere in the work
   */
  private void writeUntilKilled(int enough, int nanos) throws IOException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var registry = RegistryProcess.start(directory)) {
      var client = new RawClient(registry.address());
      for (int i = 0; i < WRITERS; i++) {
        String body = BODIES.get(i % BODIES.size());
        threads.execute(() -> writeAsLongAsItLives(client, body));
      }
      while (acknowledged.size() < enough) {
        Thread.onSpinWait();
      }
      for (long end = System.nanoTime() + nanos; System.nanoTime() < end; ) {
        Thread.onSpinWait();
      }
    }
  }

  private void writeAsLongAsItLives(RawClient client, String body) {
    try {
      while (true) {
        RawClient.Answer answer =
            client.post(
                "/api/0/profiles?service=shop&type=cpu&labels=body=" + body,
                RecordedExchange.resource(body));
        assertEquals(200, answer.status());
        JsonNode stored = new ObjectMapper().readTree(answer.body());
        acknowledged.add(stored.at("/body/id").textValue());
      }
    } catch (IOException killed) {
      // what was not acknowledged may be stored or not
    }
  }

  private void verifyListing() throws IOException {
    var store = new DirectoryStore(directory);
    List<StoredProfile> listed = store.find(Queries.everything("shop"));
    Set<String> ids = listed.stream().map(StoredProfile::id).collect(Collectors.toSet());
    assertTrue(ids.containsAll(acknowledged), () -> lost(ids) + " were acknowledged and are lost");
    assertEquals(Set.copyOf(store.ids(Queries.everything("shop"))), ids);
    for (StoredProfile profile : listed) {
      String body = profile.labels().value("body").orElseThrow();
      try (InputStream bytes = store.open(profile.id())) {
        assertArrayEquals(RecordedExchange.resource(body), bytes.readAllBytes(), profile.id());
      }
    }
  }

  private Set<String> lost(Set<String> listed) {
    var lost = new HashSet<>(acknowledged);
    lost.removeAll(listed);
    return lost;
  }
}
