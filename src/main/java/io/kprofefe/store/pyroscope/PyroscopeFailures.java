package io.kprofefe.store.pyroscope;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.kprofefe.credential.Credentials;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.store.LostCall;
import io.kprofefe.store.SinkDenied;
import io.kprofefe.store.Undelivered;
import io.kprofefe.store.http.Sending;
import io.kprofefe.store.http.ServerUrl;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What went wrong with a Pyroscope, in the words of outcomes and of people. Its own words are
 * untrusted: they quote labels.
 *
 * @param hasTenant whether it was told whose profiles they are
 */
record PyroscopeFailures(ServerUrl url, Credentials credentials, boolean hasTenant) {

  private static final JsonFactory JSON = new JsonFactory();

  /**
   * It answered, and not with 200. A 500 says of a body that it is no pprof, or of a whole one that
   * something broke: neither is worth a try that may store it twice. A 503 is what 2.x says when
   * nothing was there to write it (read in its source).
   */
  ProfileFailure refusal(int status, Optional<Duration> retryAfter, byte[] answer) {
    String reason = answered(status, answer);
    return switch (status) {
      case 401 ->
          new SinkDenied(hasTenant ? reason : reason + " (is a --pyroscope-tenant missing?)");
      case 403 -> new SinkDenied(reason);
      case 404 -> new ProfileFailure(Outcome.REJECTED, reason + ": is it the right URL?");
      case 429 -> new Throttled(reason, retryAfter);
      case 503 -> new Undelivered(reason, retryAfter);
      default -> new ProfileFailure(Outcome.REJECTED, reason);
    };
  }

  /** It answered 200, and what is not Pyroscope's: a proxy's page for people, say. */
  ProfileFailure notPyroscope() {
    return new ProfileFailure(
        Outcome.REJECTED, url + " answered 200 with what is not Pyroscope's: is it the right URL?");
  }

  /** No whole answer came. */
  ProfileFailure lost(Sending sending, IOException lost) {
    return new LostCall(url, credentials)
        .failure(sending, lost, status -> refusal(status, Optional.empty(), new byte[0]));
  }

  /** Whether it is what Pyroscope says when it has stored a profile: an object in JSON. */
  static boolean isSuccess(byte[] answer) {
    try (JsonParser json = JSON.createParser(answer)) {
      return json.nextToken() == JsonToken.START_OBJECT;
    } catch (IOException notJson) {
      return false;
    }
  }

  private String answered(int status, byte[] answer) {
    List<String> words = new ArrayList<>(List.of(url + " answered " + status));
    words.addAll(error(answer).stream().map(credentials::heard).toList());
    return String.join(": ", words);
  }

  /** Code and message, as far as they are there. */
  private static List<String> error(byte[] answer) {
    var code = Optional.<String>empty();
    var message = Optional.<String>empty();
    try (JsonParser json = JSON.createParser(answer)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "code" -> code = Optional.ofNullable(json.getValueAsString());
          case "message" -> message = Optional.ofNullable(json.getValueAsString());
          default -> json.skipChildren();
        }
      }
    } catch (IOException notJson) {
      // What was read until then is said, if anything.
    }
    return Stream.of(code, message)
        .flatMap(Optional::stream)
        .filter(said -> !said.isBlank())
        .toList();
  }
}
