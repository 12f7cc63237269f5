package io.kprofefe.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as long as the server lets them be: each is answered, and keeps nobody else waiting. */
class LongRequestsTest extends OnFreshRegistry {

  private static final String PROFILES = "/api/0/profiles";
  private static final int LONG = 300_000;

  @ParameterizedTest
  @CsvSource({"a, 404", "w, 500", "_aa, 500", "%252F, 500", "a+, 500", "a/, 500"})
  void a_long_id_is_answered_as_a_short_one(String repeated, int status) throws Exception {
    String id = "/x" + repeated.repeat(LONG / repeated.length());

    assertEquals(status, client.get(PROFILES + id.replace("/xa", "/a")).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"type=cpu&labels=a", "type=a"})
  void many_blanks_between_letters_are_no_work(String before) throws Exception {
    String blanks = before + "+".repeat(LONG) + "b";

    assertEquals(400, client.post(PROFILES + "?service=s&" + blanks, new byte[0]).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=", "from=2026-01-01T00:00:00&limit="})
  void a_number_of_very_many_digits_is_no_work(String before) throws Exception {
    String query = "?service=s&to=2027-01-01T00:00:00&" + before + "9".repeat(LONG);

    assertEquals(400, client.get(PROFILES + query).status());
  }

  @Test
  void a_service_too_long_for_a_folder_is_refused_before_its_profile_is_read() throws Exception {
    String service = "s".repeat(256);

    assertEquals(
        "{\"code\":400,\"error\":"
            + "\"bad request: \\\"service\\\" is too long for a folder's name\"}\n",
        client.post(PROFILES + "?type=cpu&service=" + service, new byte[0]).text());
  }
}
