package io.kprofefe.store.pyroscope;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.kprofefe.store.http.Content;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;

/**
 * The JSON of a push: {@code {"series":[{"labels":[…],"samples":[{"rawProfile":BASE64}]}]}}. The
 * profile becomes base64 while it is sent, and is held as it came.
 *
 * @param head up to the base64
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PushContent(byte[] head, SentPprof pprof) implements Content {

  private static final JsonFactory JSON = new JsonFactory();
  private static final byte[] TAIL = "\"}]}]".getBytes(UTF_8);
  private static final byte[] LAST = "}".getBytes(UTF_8);

  static PushContent of(SeriesLabels labels, SentPprof pprof) {
    String head = "{\"series\":[{\"labels\":" + json(labels) + ",\"samples\":[{\"rawProfile\":\"";
    return new PushContent(head.getBytes(UTF_8), pprof);
  }

  @Override
  public long length() {
    return head.length + base64(pprof.length()) + TAIL.length + LAST.length;
  }

  @Override
  public void writeBeginning(OutputStream out) throws IOException {
    out.write(head);
    try (OutputStream base64 = Base64.getEncoder().wrap(new Unclosed(out))) {
      pprof.writing().to(base64);
    }
    out.write(TAIL);
  }

  @Override
  public byte[] lastByte() {
    return LAST.clone();
  }

  /** Four characters for three bytes, and for what is left over. */
  private static long base64(long bytes) {
    return (bytes + 2) / 3 * 4;
  }

  private static String json(SeriesLabels labels) {
    var text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartArray();
      for (Map.Entry<String, String> label : labels.byName().entrySet()) {
        json.writeStartObject();
        json.writeStringField("name", label.getKey());
        json.writeStringField("value", label.getValue());
        json.writeEndObject();
      }
      json.writeEndArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory failed", impossible);
    }
    return text.toString();
  }
}
