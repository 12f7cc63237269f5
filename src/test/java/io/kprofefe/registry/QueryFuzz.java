package io.kprofefe.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.kprofefe.testing.Inputs;
import java.net.URLDecoder;
import java.util.Arrays;

/** Whatever stands in a request line is understood, or refused in the registry's own words. */
class QueryFuzz {

  @FuzzTest
  void a_request_is_understood_or_refused_in_our_own_words(byte[] input) {
    String text = new String(input, UTF_8);
    try {
      RequestTarget target = RequestTarget.parse(text);
      assertClean(target);
      Query query = Query.parse(target.rawQuery());
      query.parameters().forEach(each -> assertReadAsOthersRead(each, target.rawQuery()));
      assertRead(query);
    } catch (ApiFailure refused) {
      assertRefusal(refused);
    }
  }

  private static void assertRead(Query query) throws ApiFailure {
    ProfileParameters parameters = ProfileParameters.of(query);
    assertFalse(parameters.service().isEmpty());
    refusalAtMost(parameters::createdAt);
    refusalAtMost(parameters::knownType);
    refusalAtMost(() -> {
      var found = parameters.asProfileQuery();
      assertFalse(found.from().isAfter(found.to()));
      found.limit().ifPresent(limit -> assertTrue(limit > 0));
    });
  }

  private interface Reading {
    void read() throws ApiFailure;
  }

  private static void refusalAtMost(Reading reading) {
    try {
      reading.read();
    } catch (ApiFailure refused) {
      assertRefusal(refused);
    }
  }

  private static void assertRefusal(ApiFailure refused) {
    assertEquals(400, refused.status(), refused.message());
    Inputs.assertFitToShow(refused.message());
  }

  private static void assertClean(RequestTarget target) {
    String clean = target.cleanPath();
    assertTrue(clean.startsWith("/"), clean);
    for (String none : new String[] {"//", "/./", "/../"}) {
      assertFalse(clean.contains(none), clean);
    }
    assertEquals(clean, new RequestTarget(clean, "").cleanPath());
  }

  private static void assertReadAsOthersRead(Query.Parameter parameter, String rawQuery) {
    assertTrue(
        Arrays.stream(rawQuery.split("&", -1))
            .filter(pair -> !pair.contains(";"))
            .map(pair -> pair.split("=", 2))
            .anyMatch(pair ->
                URLDecoder.decode(pair[0], UTF_8).equals(parameter.name())
                    && (pair.length < 2 ? "" : URLDecoder.decode(pair[1], UTF_8))
                        .equals(parameter.value())),
        parameter::toString);
  }
}
