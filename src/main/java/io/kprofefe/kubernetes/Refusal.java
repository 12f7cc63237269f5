package io.kprofefe.kubernetes;

import static io.kprofefe.kubernetes.JsonValues.object;
import static io.kprofefe.kubernetes.JsonValues.startOf;
import static io.kprofefe.kubernetes.JsonValues.text;

import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer of the API server other than 200, with what the {@code Status} in its body says.
 *
 * @param message for a person, on one line; empty when the body is no {@code Status}
 * @param continuation of a 410: where an inconsistent list goes on; else empty
 */
record Refusal(int code, String message, String continuation) {

  private static final int LONGEST_BODY = 1 << 16;
  private static final Pattern USER = Pattern.compile("User \"([^\"]+)\"");

  static Refusal read(int code, InputStream body) {
    var status = new StatusBody();
    try (JsonParser json = startOf(new ByteArrayInputStream(body.readNBytes(LONGEST_BODY)))) {
      object(json, field -> status.field(json, field));
    } catch (IOException e) {
      return new Refusal(code, "", ""); // a load balancer's page, say: the code is all we know
    }
    return new Refusal(code, OneLine.of(status.message), status.continuation);
  }

  private static final class StatusBody {
    private String message = "";
    private String continuation = "";

    void field(JsonParser json, String field) throws IOException {
      switch (field) {
        case "message" -> message = text(json);
        case "metadata" -> object(json, name -> metadata(json, name));
        default -> json.skipChildren();
      }
    }

    void metadata(JsonParser json, String field) throws IOException {
      if (field.equals("continue")) {
        continuation = text(json);
      } else {
        json.skipChildren();
      }
    }
  }

  /** Who we are, where a 403 says it. */
  Optional<String> user() {
    Matcher user = USER.matcher(message);
    return user.find() ? Optional.of(user.group(1)) : Optional.empty();
  }

  /** {@code 404 the server could not find the requested resource}, or the code alone. */
  String shown() {
    return message.isEmpty() ? Integer.toString(code) : code + " " + message;
  }
}
