package io.kprofefe.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** What a request is answered with. */
record Reply(int status, Map<String, String> headers, Body body) {

  static final String BYTES = "application/octet-stream";

  /** The bytes of an answer. Closed once, written at most once. */
  interface Body extends AutoCloseable {

    /** Of this many bytes, or of as many as come. */
    long AS_MANY_AS_COME = -1;

    void writeTo(OutputStream out) throws IOException;

    default long length() {
      return AS_MANY_AS_COME;
    }

    @Override
    default void close() throws IOException {}
  }

  static Reply of(int status, String contentType, byte[] bytes) {
    return new Reply(status, Map.of("Content-Type", contentType), new Whole(bytes));
  }

  static Reply text(int status, Map<String, String> headers, String text) {
    return new Reply(status, headers, new Whole(text.getBytes(UTF_8)));
  }

  /** Nothing but a status, and not even a content type. */
  static Reply empty() {
    return new Reply(200, Map.of(), new Whole(new byte[0]));
  }

  /** Bytes to be kept in a file of this name. */
  static Reply download(String fileName, Body body) {
    return new Reply(
        200,
        Map.of(
            "Content-Type",
            BYTES,
            "Content-Disposition",
            "attachment; filename=\"" + fileName + "\""),
        body);
  }

  /**
   * @throws IOException when the client is gone, or the body fails in the middle: the caller lets
   *     the connection break, so that the client does not take a part for the whole
   */
  void send(HttpExchange exchange) throws IOException {
    try (body) {
      headers.forEach(exchange.getResponseHeaders()::set);
      if (exchange.getRequestMethod().equals("HEAD") || body.length() == 0) {
        exchange.sendResponseHeaders(status, -1);
        return;
      }
      // 0 is the JDK server's word for "as many as come"
      exchange.sendResponseHeaders(status, Math.max(body.length(), 0));
      OutputStream out = exchange.getResponseBody();
      body.writeTo(out);
      out.flush();
      out.close();
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Whole(byte[] bytes) implements Body {

    @Override
    public void writeTo(OutputStream out) throws IOException {
      out.write(bytes);
    }

    @Override
    public long length() {
      return bytes.length;
    }
  }

  /** What is read from somewhere else. */
  record Stream(InputStream from) implements Body {

    @Override
    public void writeTo(OutputStream out) throws IOException {
      from.transferTo(out);
    }

    @Override
    public void close() throws IOException {
      from.close();
    }
  }
}
