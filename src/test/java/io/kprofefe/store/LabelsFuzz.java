package io.kprofefe.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.StoredType;
import io.kprofefe.registry.ReceivedProfile;
import io.kprofefe.testing.Inputs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import okhttp3.HttpUrl;

/**
 * What is sent to a registry is what it reads, character for character. An input is the labels as
 * properties; the one without a key is the service.
 */
class LabelsFuzz {

  private static final HttpUrl PROFILES = HttpUrl.get("http://profefe/api/0/profiles");
  private static final Instant TIME = Instant.parse("2026-11-21T11:01:55Z");

  @FuzzTest
  void labels_come_out_as_they_went_in(byte[] input) {
    Inputs.properties(input)
        .filter(sent -> Inputs.isUnicode(sent.toString()))
        .ifPresent(LabelsFuzz::assertRoundTrip);
  }

  private static void assertRoundTrip(Map<String, String> sent) {
    String said = sent.getOrDefault("", "");
    String service = said.isEmpty() ? "web" : said;
    var list = new ArrayList<Label>();
    sent.forEach((key, value) -> {
      if (!key.isEmpty()) {
        list.add(new Label(key, value));
        list.add(new Label(key, service)); // a key may stand twice
      }
    });
    var labels = new Labels(list);

    HttpUrl stored =
        ProfefeParameters.store(
            PROFILES, new NewProfile(service, StoredType.HEAP, labels, TIME, new byte[0]));
    HttpUrl sought =
        ProfefeParameters.find(
            PROFILES,
            new ProfileQuery(
                service, Optional.empty(), TIME, TIME, Labels.NONE, OptionalInt.empty()));

    assertEquals(
        new ReceivedProfile(service, StoredType.HEAP, labels, TIME),
        ReceivedProfile.of(request(stored)));
    assertEquals(service, ReceivedProfile.query(request(sought)).service());
  }

  /** As OkHttp writes it into the request line. */
  private static String request(HttpUrl url) {
    return url.encodedPath() + "?" + url.encodedQuery();
  }
}
