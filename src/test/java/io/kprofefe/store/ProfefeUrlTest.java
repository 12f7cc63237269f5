package io.kprofefe.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kprofefe.credential.Login;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfefeUrlTest {

  @ParameterizedTest
  @CsvSource({
    "http://profefe:10100, http://profefe:10100/api/0/profiles",
    "http://profefe:10100/, http://profefe:10100/api/0/profiles",
    "http://profefe:10100///, http://profefe:10100/api/0/profiles",
    "https://profefe.example/team/a, https://profefe.example/team/a/api/0/profiles",
    "https://profefe.example/team/a/, https://profefe.example/team/a/api/0/profiles",
    "http://[::1]:10100, http://[::1]:10100/api/0/profiles",
    "http://profefe:10100#here, http://profefe:10100/api/0/profiles",
    "' http://profefe:10100 ', http://profefe:10100/api/0/profiles",
  })
  void a_base_with_or_without_slash_and_prefix_has_the_api_below_it(String base, String profiles) {
    assertEquals(profiles, ProfefeUrl.parse(base).profiles().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"profefe:10100", "ftp://profefe", "http://", "", "http://a b", "//profefe"})
  void what_is_no_http_url_is_refused(String url) {
    assertThrows(IllegalArgumentException.class, () -> ProfefeUrl.parse(url));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://ada:s3cret@profefe", "http://ada:s3cret@pro fefe?token=s3cret"})
  void a_refusal_quotes_no_secret(String url) {
    var refused = assertThrows(IllegalArgumentException.class, () -> ProfefeUrl.parse(url));

    assertFalse(String.valueOf(refused.getMessage()).contains("s3cret"), refused.getMessage());
  }

  @Test
  void user_and_query_are_never_shown() {
    ProfefeUrl url = ProfefeUrl.parse("https://ada:s3cret@profefe.example/a/?token=t0ken#x");

    assertEquals("https://profefe.example/a", url.toString());
  }

  @Test
  void user_and_password_of_the_url_become_credentials() {
    assertEquals(
        Login.ofUrl("ada", "love/lace"),
        ProfefeUrl.parse("http://ada:love%2flace@profefe").login());
    assertEquals(Optional.empty(), ProfefeUrl.parse("http://profefe").login());
  }

  /** The registry unescapes an id twice: once with the URL, once by itself (source of 92baf9f). */
  @ParameterizedTest
  @CsvSource({
    "dc0nkgb8di18lr838tm0, dc0nkgb8di18lr838tm0",
    "web/cpu/2026-11-21/110155.123456789-3f9c2a,"
        + " web%2Fcpu%2F2026-11-21%2F110155.123456789-3f9c2a",
    "'P0.svc/1/dc0n,a=1', P0.svc%2F1%2Fdc0n%2Ca%3D1",
    "'P0.svc/1/dc0n,a=1%2C2', P0.svc%2F1%2Fdc0n%2Ca%3D1%25252C2",
    "a b, a%20b",
    "a?b#c, a%3Fb%23c",
    "../../etc/passwd, ..%2F..%2Fetc%2Fpasswd",
  })
  void an_id_is_one_segment_whatever_it_holds(String id, String segment) {
    assertEquals(
        Optional.of("http://profefe/api/0/profiles/" + segment),
        ProfefeUrl.parse("http://profefe").profile(id).map(Object::toString));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", ".."})
  void what_no_url_can_carry_is_no_id(String id) {
    assertEquals(Optional.empty(), ProfefeUrl.parse("http://profefe").profile(id));
  }
}
