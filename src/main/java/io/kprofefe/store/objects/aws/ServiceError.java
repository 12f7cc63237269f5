package io.kprofefe.store.objects.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.kprofefe.credential.Credentials;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What one of Amazon's services, or one like it, says of a request that it refuses.
 *
 * @param code such as {@code AccessDenied}; empty when it is not told
 * @param message for people, untrusted: it may quote what was sent
 * @param region where the bucket is, when it is not here
 */
public record ServiceError(String code, String message, String region) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final ServiceError UNSAID = new ServiceError("", "", "");

  /** Of XML or JSON; of anything else, nothing. */
  public static ServiceError of(byte[] answer) {
    try {
      Xml document = Xml.read(answer);
      Xml error = document.first("Error").orElse(document); // STS has it in an ErrorResponse
      return new ServiceError(error.of("Code"), error.of("Message"), error.of("Region"));
    } catch (IOException notXml) {
      Map<String, String> said = json(answer);
      return new ServiceError(
          said.getOrDefault("code", ""), said.getOrDefault("message", ""), UNSAID.region);
    }
  }

  /** After the status; empty when it says nothing. */
  public String shown(Credentials credentials) {
    String sentence = message.replaceFirst("\\.$", "");
    return (code.isEmpty() ? "" : " " + credentials.heard(code))
        + (sentence.isEmpty() || sentence.equals(code) ? "" : ": " + credentials.heard(sentence));
  }

  /** The texts of an object, by their names in lower case, as far as they can be read. */
  static Map<String, String> json(byte[] object) {
    var texts = new LinkedHashMap<String, String>();
    try (JsonParser json = JSON.createParser(object)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName().toLowerCase(Locale.ROOT);
        json.nextToken();
        Optional.ofNullable(json.getValueAsString()).ifPresent(text -> texts.put(field, text));
        json.skipChildren();
      }
    } catch (IOException notJson) {
      // what was read until then is all there is
    }
    return texts;
  }
}
