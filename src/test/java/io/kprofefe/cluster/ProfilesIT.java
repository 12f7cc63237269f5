package io.kprofefe.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.kprofefe.profile.Label;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.store.DirectoryStore;
import io.kprofefe.store.ProfefeSettings;
import io.kprofefe.store.ProfefeStore;
import io.kprofefe.store.ProfefeUrl;
import io.kprofefe.store.ProfileQuery;
import io.kprofefe.store.ProfileStore;
import io.kprofefe.store.StoredProfile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles of real Go programs: what they sent is what is found again. */
@OnRealCluster
class ProfilesIT {

  private static final Pattern LISTENING = Pattern.compile("(http://127\\S+)");
  private static final List<ProfileType> TYPES =
      List.of(
          ProfileType.CPU,
          ProfileType.HEAP,
          ProfileType.GOROUTINE,
          ProfileType.MUTEX,
          ProfileType.BLOCK,
          ProfileType.THREADCREATE,
          ProfileType.ALLOCS,
          ProfileType.TRACE);

  private final Kprofefe kprofefe;
  private final RealCluster cluster;

  ProfilesIT(RealCluster cluster) {
    this.cluster = cluster;
    kprofefe = new Kprofefe(cluster.kubeconfig());
  }

  @Test
  void all_eight_types_are_found_again_byte_for_byte_in_a_registry_and_in_a_directory(
      @TempDir Path folder) throws IOException {
    String address = Loopback.address();
    Path registered = folder.resolve("registered");
    Path directory = folder.resolve("directory");
    try (var namespace = cluster.namespace("bytes");
        var program = GoTarget.start(folder, List.of(address));
        var registry =
            Running.start(
                Kprofefe.command(
                    "registry", "--dir", registered.toString(), "--listen", "127.0.0.1:0"))) {
      namespace.create(
          PodObject.annotated("web-0", address, GoTarget.PORT)
              .annotatedWith("profefe.com/service", "web"));
      String url = registry.awaitLine(LISTENING).group(1);
      var ended = collect(namespace, "--profefe-url", url, "--dir", directory.toString());
      assertEquals(0, ended.code(), ended.errors() + ended.output());
      assertEquals(2 * TYPES.size(), Kprofefe.json(ended).at("/stored").size());
      var overHttp = new ProfefeStore(ProfefeSettings.of(ProfefeUrl.parse(url)));
      for (ProfileStore store : List.of(overHttp, new DirectoryStore(directory))) {
        assertEquals(List.of("web"), store.services());
        for (ProfileType type : TYPES) {
          GoTarget.Sent sent = program.sent(address, type.pathBelow("/debug/pprof"));
          assertEquals(sent.hash(), hash(store, only(store, type)), store.name() + " " + type);
        }
      }
    }
  }

  @Test
  void a_profile_says_which_pod_it_is_from(@TempDir Path folder) throws IOException {
    String address = Loopback.address();
    try (var namespace = cluster.namespace("labels");
        var _ = GoTarget.start(folder, List.of(address))) {
      namespace.create(
          PodObject.annotated("web-0", address, GoTarget.PORT)
              .annotatedWith("profefe.com/service", "web")
              .annotatedWith("profefe.com/profiles", "heap")
              .annotatedWith("profefe.com/labels", "version=1.2.3"));
      collect(namespace, "--dir", folder.toString(), "--label", "region=eu").succeeded();
      var labels = only(new DirectoryStore(folder), ProfileType.HEAP).labels();
      for (Label expected :
          List.of(
              new Label("namespace", namespace.name()),
              new Label("pod", "web-0"),
              new Label("node", "node-of-tests"),
              new Label("region", "eu"),
              new Label("version", "1.2.3"))) {
        assertEquals(Optional.of(expected.value()), labels.value(expected.key()), labels::toString);
      }
    }
  }

  @Test
  void a_program_of_somebody_else_is_profiled_too_and_loses_only_what_it_does_not_serve(
      @TempDir Path folder) {
    try (var namespace = cluster.namespace("others");
        var program = Pushgateway.start()) {
      namespace.create(PodObject.annotated("pushgateway-0", program.address(), Pushgateway.PORT));
      var ended = collect(namespace, "--dir", folder.toString(), "--max-failure-ratio", "0.5");
      assertEquals(0, ended.code(), ended.errors() + ended.output());
      JsonNode profiles = Kprofefe.json(ended).at("/profiles");
      for (String type : List.of("heap", "goroutine", "allocs", "threadcreate")) {
        assertEquals(1, profiles.path(type).path("stored").asInt(), profiles::toString);
      }
      for (String mayBeCalm : List.of("cpu", "mutex", "block")) {
        JsonNode counts = profiles.path(mayBeCalm);
        int fine = counts.path("stored").asInt() + counts.path("empty").asInt();
        assertEquals(1, fine, profiles::toString);
      }
      assertEquals(1, profiles.path("trace").path("http_status").asInt(), profiles::toString);
    }
  }

  private Command.Ended collect(TestNamespace namespace, String... words) {
    String types = TYPES.stream().map(ProfileType::word).collect(Collectors.joining(","));
    var common =
        Stream.of("-n", namespace.name(), "--profiles", types, "--cpu-seconds", "2", "-o", "json");
    return kprofefe.collect(Stream.concat(common, Stream.of(words)).toArray(String[]::new)).run();
  }

  private static StoredProfile only(ProfileStore store, ProfileType type) throws IOException {
    var hour = Duration.ofHours(1);
    List<StoredProfile> found =
        store.find(
            new ProfileQuery(
                "web",
                Optional.of(type.storedAs()),
                Instant.now().minus(hour),
                Instant.now().plus(hour),
                type.storedLabels(type.word()),
                OptionalInt.empty()));
    assertEquals(1, found.size(), () -> store.name() + " " + type + ": " + found);
    return found.getFirst();
  }

  private static String hash(ProfileStore store, StoredProfile profile) throws IOException {
    try (InputStream body = store.open(profile.id())) {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(body.readAllBytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
