package io.kprofefe.scrape;

import static io.kprofefe.profile.ProfileType.HEAP;
import static io.kprofefe.testing.Fault.answer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.credential.CredentialSettings;
import io.kprofefe.credential.CredentialSettings.CertificateFiles;
import io.kprofefe.credential.Credentials;
import io.kprofefe.credential.Login.BearerToken;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.target.AskedAs;
import io.kprofefe.target.Endpoint;
import io.kprofefe.target.Scheme;
import io.kprofefe.target.Target;
import io.kprofefe.target.Via;
import io.kprofefe.testing.FaultServer;
import io.kprofefe.testing.Targets;
import io.kprofefe.testing.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What pods are shown that speak HTTPS, and who shows what he is. */
@Timeout(60)
class TargetCredentialsTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String ADDRESS = "127.0.0.1";
  private static final String NAME = "web.shop.svc";

  @TempDir private Path folder;

  private TestAuthority authority;
  private Path token;

  @BeforeEach
  void files() throws IOException {
    authority = new TestAuthority(folder);
    token = Files.writeString(folder.resolve("token"), "t0ken\n");
  }

  @Test
  void a_pod_that_our_authority_vouches_for_is_asked_and_shown_the_token() throws ProfileFailure {
    try (var pod = FaultServer.secured(authority.server(ADDRESS), answer(200, "profile"))) {
      assertEquals("profile", scraped(target(pod, Scheme.HTTPS), all(authority.file())));
      assertEquals(Optional.of("Bearer t0ken"), pod.requests().getFirst().header("authorization"));
    }
  }

  @Test
  void a_pod_to_which_nothing_was_granted_is_shown_nothing_and_trusted_by_the_system_alone() {
    try (var pod = FaultServer.secured(authority.server(ADDRESS), answer(200, "profile"))) {
      Target target = withoutGrant(target(pod, Scheme.HTTPS));
      assertEquals(Outcome.TLS, failure(target, all(authority.file())).outcome());
      assertEquals(0, pod.requests().size());
    }
  }

  @Test
  void over_plain_http_nothing_is_shown() throws ProfileFailure {
    try (var pod = FaultServer.that(answer(200, "profile"))) {
      assertEquals("profile", scraped(target(pod, Scheme.HTTP), all(authority.file())));
      assertEquals(Optional.empty(), pod.requests().getFirst().header("authorization"));
    }
  }

  @Test
  void a_redirect_is_not_followed_with_the_token_nor_without() {
    try (var elsewhere = FaultServer.that(answer(200, "profile"));
        var pod =
            FaultServer.secured(
                authority.server(ADDRESS), answer(302, "", "Location: " + elsewhere.uri()))) {
      ProfileFailure failure = failure(target(pod, Scheme.HTTPS), all(authority.file()));
      assertEquals(Outcome.REDIRECT, failure.outcome());
      assertEquals(0, elsewhere.connections());
    }
  }

  @Test
  void a_certificate_of_another_address_is_refused_before_the_token_is_shown() {
    try (var pod = FaultServer.secured(authority.server("10.9.9.9"), answer(200, "profile"))) {
      assertEquals(
          Outcome.TLS, failure(target(pod, Scheme.HTTPS), all(authority.file())).outcome());
      assertEquals(0, pod.requests().size());
    }
  }

  @Test
  void a_server_name_is_checked_in_place_of_the_address() throws ProfileFailure {
    try (var pod = FaultServer.secured(authority.server(NAME), answer(200, "profile"))) {
      assertEquals("profile", scraped(target(pod, Scheme.HTTPS), named(NAME)));
      assertEquals(
          Outcome.TLS, failure(target(pod, Scheme.HTTPS), named("api.shop.svc")).outcome());
      assertEquals(1, pod.requests().size());
    }
  }

  @Test
  void a_certificate_of_ours_is_shown_to_a_pod_that_asks_for_one() throws ProfileFailure {
    HeldCertificate ours = authority.issue("kprofefe").build();
    var files = new CertificateFiles(authority.chain(ours), authority.key(ours));
    var settings =
        new CredentialSettings(Optional.empty(), Optional.of(authority.file()), Optional.of(files));
    try (var pod = FaultServer.securedForKnown(authority.server(ADDRESS), answer(200, "profile"))) {
      assertEquals("profile", scraped(target(pod, Scheme.HTTPS), of(settings, Optional.empty())));
    }
  }

  @Test
  void a_certificate_that_nobody_vouches_for_is_taken_only_when_that_was_asked_for()
      throws ProfileFailure {
    var stranger = new TestAuthority(folder.resolve("."));
    try (var pod = FaultServer.secured(stranger.server("10.9.9.9"), answer(200, "profile"))) {
      Target target = target(pod, Scheme.HTTPS);
      assertEquals(Outcome.TLS, failure(target, all(authority.file())).outcome());
      var unchecked =
          new TargetCredentials(
              new Credentials(CredentialSettings.NONE.withoutCheck()), Optional.empty(), true);
      assertEquals("profile", scraped(target, unchecked));
    }
  }

  @Test
  void a_token_that_cannot_be_read_asks_nobody() throws IOException {
    try (var pod = FaultServer.secured(authority.server(ADDRESS), answer(200, "profile"))) {
      Files.delete(token);
      ProfileFailure failure = failure(target(pod, Scheme.HTTPS), all(authority.file()));
      assertTrue(failure.reason().startsWith("not asked: "), failure.reason());
      assertEquals(0, pod.connections());
    }
  }

  private TargetCredentials all(Path authorities) {
    return of(settings(authorities), Optional.empty());
  }

  private TargetCredentials named(String name) {
    return of(settings(authority.file()), Optional.of(name));
  }

  private CredentialSettings settings(Path authorities) {
    return new CredentialSettings(
        Optional.of(new BearerToken(token)), Optional.of(authorities), Optional.empty());
  }

  private static TargetCredentials of(CredentialSettings settings, Optional<String> name) {
    return new TargetCredentials(new Credentials(settings), name, false);
  }

  private static Target target(FaultServer pod, Scheme scheme) {
    var endpoint =
        new Endpoint(
            scheme, InetAddress.getLoopbackAddress(), pod.port(), Via.DIRECT, "/debug/pprof");
    return Targets.at("web-0", endpoint, HEAP);
  }

  private static Target withoutGrant(Target target) {
    return new Target(
        target.identity(),
        target.endpointName(),
        target.service(),
        target.endpoint(),
        target.handlers(),
        target.labels(),
        target.annotations(),
        AskedAs.ANYBODY);
  }

  private static String scraped(Target target, TargetCredentials credentials)
      throws ProfileFailure {
    var settings = new ScrapeSettings(LONG, LONG, 1 << 20);
    try (var scraper =
            new Scraper(settings, Route.direct(), Optional.of(credentials), Optional.empty());
        var visit = scraper.visit(target);
        var answer = visit.ask(target.handlers().getFirst())) {
      return new String(answer.body(_ -> {}), UTF_8);
    }
  }

  private static ProfileFailure failure(Target target, TargetCredentials credentials) {
    return assertThrows(ProfileFailure.class, () -> scraped(target, credentials));
  }
}
