package io.kprofefe.store;

import static io.kprofefe.store.Deliveries.SMALL;
import static io.kprofefe.store.Deliveries.STORED;
import static io.kprofefe.store.Deliveries.failure;
import static io.kprofefe.store.Deliveries.profile;
import static io.kprofefe.store.Deliveries.settings;
import static io.kprofefe.testing.Fault.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.credential.CredentialSettings;
import io.kprofefe.credential.CredentialSettings.CertificateFiles;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.testing.Fault;
import io.kprofefe.testing.FaultServer;
import io.kprofefe.testing.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which registries are believed over TLS, and what they are shown. */
@Timeout(120)
class ProfefeTlsTest {

  private static final Fault STORES = answer(200, STORED);

  @TempDir private Path folder;
  private TestAuthority authority;

  @BeforeEach
  void trust_somebody() {
    authority = new TestAuthority(folder);
  }

  @Test
  void a_registry_that_the_ca_file_vouches_for_is_believed() throws Exception {
    try (var registry = FaultServer.secured(authority.server("127.0.0.1"), STORES)) {
      assertEquals("dc0nkgb8di18lr838tm0", trusting(registry).write(profile(SMALL)).id());
    }
  }

  @Test
  void profiles_share_a_handshake_one_after_the_other() throws Exception {
    String keptOpen = Fault.response(200, STORED).replace("Connection: close\r\n", "");
    Fault readsOn =
        caller -> {
          while (true) {
            caller.readRequest();
            caller.send(keptOpen);
          }
        };
    try (var registry = FaultServer.secured(authority.server("127.0.0.1"), readsOn)) {
      ProfefeStore store = trusting(registry);
      for (int i = 0; i < 3; i++) {
        store.write(profile(SMALL));
      }

      assertEquals(1, registry.connections());
      assertEquals(3, registry.requests().size());
    }
  }

  @Test
  void any_other_registry_is_shown_nothing_and_nothing_is_stored() throws Exception {
    try (var registry = FaultServer.secured(authority.server("127.0.0.1"), STORES)) {
      ProfileFailure failure = failure(new ProfefeStore(settings(registry.uri())), SMALL);

      assertInstanceOf(Undelivered.class, failure);
      assertTrue(failure.reason().startsWith("no TLS with " + registry.uri()), failure.reason());
      assertEquals(0, registry.requests().size());
    }
  }

  @Test
  void the_name_of_the_registry_is_checked() throws Exception {
    try (var registry = FaultServer.secured(authority.server("profefe.example"), STORES)) {
      ProfileFailure failure = failure(trusting(registry), SMALL);

      assertInstanceOf(Undelivered.class, failure);
      assertTrue(failure.reason().contains("127.0.0.1 not verified"), failure.reason());
      assertEquals(0, registry.requests().size());
    }
  }

  @Test
  void where_a_ca_file_is_given_the_systems_authorities_do_not_count() throws Exception {
    Path another = Files.createDirectory(folder.resolve("another"));
    try (var registry = FaultServer.secured(authority.server("127.0.0.1"), STORES)) {
      Path file = new TestAuthority(another).file();

      assertTrue(
          failure(store(registry, file, Optional.empty()), SMALL)
              .reason()
              .startsWith("no TLS with " + registry.uri()));
    }
  }

  @Test
  void our_certificate_is_shown_with_the_one_in_between() throws Exception {
    HeldCertificate job = authority.issue("job").build();
    try (var registry = FaultServer.securedForKnown(authority.server("127.0.0.1"), STORES)) {
      assertEquals("dc0nkgb8di18lr838tm0", showing(registry, job).write(profile(SMALL)).id());
    }
  }

  @Test
  void a_certificate_that_was_renewed_is_shown_from_then_on() throws Exception {
    HeldCertificate stranger = new HeldCertificate.Builder().commonName("job").build();
    try (var registry = FaultServer.securedForKnown(authority.server("127.0.0.1"), STORES)) {
      ProfefeStore store = showing(registry, stranger);
      assertInstanceOf(Undelivered.class, failure(store, SMALL));

      HeldCertificate renewed = authority.issue("job").build();
      authority.chain(renewed);
      authority.key(renewed);

      assertEquals("dc0nkgb8di18lr838tm0", store.write(profile(SMALL)).id());
    }
  }

  @Test
  void a_registry_that_refuses_us_has_stored_nothing() throws Exception {
    try (var registry = FaultServer.securedForKnown(authority.server("127.0.0.1"), STORES)) {
      assertInstanceOf(Undelivered.class, failure(trusting(registry), SMALL));
      assertEquals(0, registry.requests().size());
    }
  }

  @Test
  void a_certificate_and_a_key_that_do_not_fit_are_not_shown() throws Exception {
    HeldCertificate job = authority.issue("job").build();
    try (var registry = FaultServer.securedForKnown(authority.server("127.0.0.1"), STORES)) {
      ProfefeStore store = showing(registry, job);
      Path key = authority.key(authority.issue("job").build());

      ProfileFailure failure = failure(store, SMALL);

      assertInstanceOf(Undelivered.class, failure);
      assertEquals(
          "the client key " + key + " is not the key of the client certificate", failure.reason());
      assertEquals(0, registry.connections());
    }
  }

  private ProfefeStore trusting(FaultServer registry) {
    return store(registry, authority.file(), Optional.empty());
  }

  private ProfefeStore showing(FaultServer registry, HeldCertificate certificate)
      throws IOException {
    var files = new CertificateFiles(authority.chain(certificate), authority.key(certificate));
    return store(registry, authority.file(), Optional.of(files));
  }

  private static ProfefeStore store(
      FaultServer registry, Path trusted, Optional<CertificateFiles> shown) {
    var credentials = new CredentialSettings(Optional.empty(), Optional.of(trusted), shown);
    return new ProfefeStore(settings(registry.uri()).withCredentials(credentials));
  }
}
