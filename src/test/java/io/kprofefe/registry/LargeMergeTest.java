package io.kprofefe.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kprofefe.profile.PprofLimits;
import io.kprofefe.profile.pprof.Label;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.store.DirectoryStore;
import io.kprofefe.testing.Pprofs;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A merge is held in memory, so it ends where that would. */
class LargeMergeTest {

  private static final String PROFILES = "/api/0/profiles";
  private static final int MANY = 50;

  @Test
  void what_is_more_than_memory_allows_is_answered_with_413(@TempDir Path directory)
      throws Exception {
    int size = profile(1).getSerializedSize();
    try (var server = new RegistryServer(new DirectoryStore(directory), limitedTo(size))) {
      server.start();
      var client = new RawClient(server.address());
      for (int stack = 1; stack <= MANY; stack++) {
        client.post(PROFILES + "?service=s&type=cpu", profile(stack).toByteArray());
      }
      String query = "?service=s&type=cpu&from=2026-01-01T00:00:00&to=2027-01-01T00:00:00";

      RawClient.Answer answer = client.get(PROFILES + "/merge" + query);
      assertEquals(413, answer.status());
      assertEquals(
          "{\"code\":413,\"error\":\"the merged profile is over the limit of %d bytes\"}\n"
              .formatted(size),
          answer.text());
      assertEquals(200, client.get(PROFILES + "/merge" + query + "&limit=2").status());
    }
  }

  private static RegistrySettings limitedTo(int bytes) {
    return new RegistrySettings(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        bytes,
        PprofLimits.ofDecoded(bytes),
        Retention.EVERYTHING,
        "");
  }

  /** A stack of its own, in a profile of always the same size. */
  private static Profile profile(int number) {
    var profile = Pprofs.small();
    profile.getSampleBuilder(0).addLabel(Label.newBuilder().setKey(1).setNum(number));
    return profile.build();
  }
}
