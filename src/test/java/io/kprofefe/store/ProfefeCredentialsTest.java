package io.kprofefe.store;

import static io.kprofefe.store.Deliveries.SMALL;
import static io.kprofefe.store.Deliveries.STORED;
import static io.kprofefe.store.Deliveries.failure;
import static io.kprofefe.store.Deliveries.profile;
import static io.kprofefe.store.Deliveries.settings;
import static io.kprofefe.store.Deliveries.store;
import static io.kprofefe.testing.Fault.answer;
import static io.kprofefe.testing.Fault.response;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.credential.CredentialSettings;
import io.kprofefe.credential.Login.BasicAuth;
import io.kprofefe.credential.Login.BearerToken;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.testing.Fault;
import io.kprofefe.testing.FaultServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a registry, and nobody else, is shown of our credentials. */
@Timeout(120)
class ProfefeCredentialsTest {

  private static final Optional<Path> NOTHING = Optional.empty();

  @Test
  void no_reason_shows_the_password_of_the_url() {
    try (var registry = FaultServer.that(Fault.closeAfterReading())) {
      URI url = URI.create("http://ada:s3cret@127.0.0.1:" + registry.port() + "/?token=s3cret");

      String reason = failure(store(url), SMALL).reason();

      assertFalse(reason.contains("s3cret"), reason);
    }
  }

  @Test
  void user_and_password_of_the_url_are_sent() throws Exception {
    try (var registry = FaultServer.that(answer(200, STORED))) {
      store(URI.create("http://ada:s3cret@127.0.0.1:" + registry.port())).write(profile(SMALL));

      assertEquals(
          Optional.of("Basic " + Base64.getEncoder().encodeToString("ada:s3cret".getBytes(UTF_8))),
          registry.requests().getFirst().header("authorization"));
    }
  }

  @Test
  void the_token_is_read_anew_for_each_profile(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("token");
    try (var registry = FaultServer.that(answer(200, STORED))) {
      var store = new ProfefeStore(withToken(registry, file));
      Files.writeString(file, "first\n");
      store.write(profile(SMALL));
      Files.writeString(file, "second\n");
      store.write(profile(SMALL));

      assertEquals(
          "[Optional[Bearer first], Optional[Bearer second]]",
          registry.requests().stream()
              .map(request -> request.header("authorization"))
              .toList()
              .toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "s3cret\nX-Injected: yes", "sécret"})
  void what_is_no_token_is_neither_sent_nor_shown(String token, @TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("token"), token);
    try (var registry = FaultServer.that(answer(200, STORED))) {
      var store = new ProfefeStore(withToken(registry, file));

      ProfileFailure failure = failure(store, SMALL);

      assertInstanceOf(Undelivered.class, failure);
      assertTrue(failure.reason().startsWith("the token file " + file + " "), failure.reason());
      assertFalse(failure.reason().contains("cret"), failure.reason());
      assertEquals(0, registry.connections());
    }
  }

  @Test
  void a_token_that_is_not_there_is_named(@TempDir Path folder) {
    Path file = folder.resolve("absent");
    try (var registry = FaultServer.that(answer(200, STORED))) {
      var store = new ProfefeStore(withToken(registry, file));

      assertEquals("the token file " + file + " does not exist", failure(store, SMALL).reason());
    }
  }

  @Test
  void what_the_registry_repeats_of_them_is_not_told(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "s3cret");
    Fault echo = answer(400, "{\"code\":400,\"error\":\"you said Bearer S3CRET\"}");
    try (var registry = FaultServer.that(echo)) {
      assertEquals(
          registry.uri() + " answered 400: (not shown: it repeats a credential)",
          failure(new ProfefeStore(withToken(registry, file)), SMALL).reason());
    }
  }

  @Test
  void an_id_that_repeats_them_is_none(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("basic"), "ada:s3cret\n");
    Fault echo =
        caller -> {
          String sent = caller.readRequest().header("authorization").orElseThrow();
          caller.send(response(200, "{\"code\":200,\"body\":{\"id\":\"" + sent + "\"}}"));
        };
    try (var registry = FaultServer.that(echo)) {
      var login =
          new CredentialSettings(Optional.of(new BasicAuth(file)), NOTHING, Optional.empty());
      var store = new ProfefeStore(settings(registry.uri()).withCredentials(login));

      assertEquals(registry.uri() + " answered 200 without an id", failure(store, SMALL).reason());
    }
  }

  private static ProfefeSettings withToken(FaultServer registry, Path file) {
    var login =
        new CredentialSettings(Optional.of(new BearerToken(file)), NOTHING, Optional.empty());
    return settings(registry.uri()).withCredentials(login);
  }

  @Test
  void a_proxy_of_the_environment_sees_nothing() throws Exception {
    ProxySelector before = ProxySelector.getDefault();
    try (var registry = FaultServer.that(answer(200, STORED));
        var proxy = FaultServer.that(answer(200, STORED))) {
      ProxySelector.setDefault(
          ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port())));

      store(registry.uri()).write(profile(SMALL));

      assertEquals(0, proxy.connections());
    } finally {
      ProxySelector.setDefault(before);
    }
  }
}
