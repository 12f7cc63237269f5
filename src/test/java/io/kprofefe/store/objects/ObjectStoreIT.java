package io.kprofefe.store.objects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.StoredType;
import io.kprofefe.store.NewProfile;
import io.kprofefe.store.ProfileStore;
import io.kprofefe.store.ProfileStoreContract;
import io.kprofefe.store.SinkDenied;
import io.kprofefe.store.StoredProfile;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What everybody may rely on in every store, of a real S3 server. */
@Tag("cluster")
@TestInstance(Lifecycle.PER_CLASS)
class ObjectStoreIT extends ProfileStoreContract {

  private static final NewProfile PROFILE =
      new NewProfile(
          "shop",
          StoredType.CPU,
          Labels.of("pod", "web-0"),
          Instant.parse("2026-11-21T11:01:55.123456789Z"),
          new byte[] {0x1f, (byte) 0x8b, 1, 2, 3});

  private Versitygw server;
  private int buckets;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    server = Versitygw.in(folder);
  }

  @AfterAll
  void close() throws Exception {
    server.close();
  }

  @Override
  protected ProfileStore emptyStore() throws Exception {
    buckets++;
    server.bucket("bucket-" + buckets);
    return at("bucket-" + buckets + "/prod/eu");
  }

  @Test
  void a_key_says_service_type_and_time_as_a_path_does() throws Exception {
    server.bucket("keys");

    String id = at("keys/prod").write(PROFILE).id();

    assertTrue(id.matches("shop/cpu/2026-11-21/110155\\.123456789-[0-9a-f]{6}"), id);
    assertEquals(id, new ObjectStore(Buckets.at(server.uri(), "s3://keys/prod")).describe(id).id());
  }

  @Test
  void places_in_one_bucket_do_not_see_each_other() throws Exception {
    server.bucket("shared");
    at("shared/a").write(PROFILE);

    assertEquals(1, at("shared/a").find(everything("shop")).size());
    assertEquals(0, at("shared/b").find(everything("shop")).size());
    assertEquals(0, at("shared").find(everything("shop")).size());
  }

  /** What would come back wrong if it were signed, sent or listed in two ways. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b", "a+b", "a=b@c", "a:b,c", "(a)*!", "it's", "a/b/c.d", "_a-b~", "a&b;c$", "100%",
        "%2F%20", "ü/日本", " a "
      })
  void a_prefix_may_hold_what_a_url_would_escape(String prefix) throws Exception {
    buckets++;
    server.bucket("bucket-" + buckets);
    ProfileStore store = at("bucket-" + buckets + "/" + prefix);

    String id = store.write(PROFILE).id();

    assertEquals(List.of("shop"), store.services());
    assertEquals(
        List.of(id), store.find(everything("shop")).stream().map(StoredProfile::id).toList());
    try (InputStream bytes = store.open(id)) {
      assertArrayEquals(PROFILE.bytes(), bytes.readAllBytes());
    }
  }

  @Test
  void a_wrong_secret_is_told() throws Exception {
    server.bucket("closed");
    var store =
        new ObjectStore(Buckets.at(server.uri(), "s3://closed", Buckets.ID, "not-the-secret"));

    ProfileFailure failure = assertThrows(SinkDenied.class, () -> store.write(PROFILE));

    assertTrue(failure.reason().contains("is it the right secret key?"), failure.reason());
  }

  @Test
  void a_bucket_that_is_not_there_is_told_and_not_made() throws Exception {
    var store = at("nowhere/prod");

    assertThrows(UnusableObjects.class, store::checkBucket);
    var failure = assertThrows(ProfileFailure.class, () -> store.write(PROFILE));
    assertEquals(Outcome.REJECTED, failure.outcome());
    assertThrows(UnusableObjects.class, store::checkBucket);
  }

  private ObjectStore at(String place) throws UnusableObjects {
    return new ObjectStore(Buckets.at(server.uri(), "s3://" + place));
  }
}
