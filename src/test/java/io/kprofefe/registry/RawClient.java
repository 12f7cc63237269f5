package io.kprofefe.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sends a request line as it is: libraries mend {@code //}, {@code %zz} and the like before they
 * send them.
 */
record RawClient(InetSocketAddress server) {

  private static final int PATIENCE_MILLIS = 60_000;

  /**
   * @param headers by their names in lower case
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answer(int status, Map<String, String> headers, byte[] body) {

    Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }

    String text() {
      return new String(body, java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  Answer get(String target) throws IOException {
    return send("GET", target, new byte[0]);
  }

  Answer post(String target, byte[] body) throws IOException {
    return send("POST", target, body);
  }

  Answer send(String method, String target, byte[] body) throws IOException {
    try (Socket socket = connect()) {
      String length = body.length > 0 || method.startsWith("P") ? length(body.length) : "";
      write(socket, method + " " + target + " HTTP/1.1\r\n" + length + "\r\n", body);
      return answer(socket, method);
    }
  }

  /** A connection on which nothing was sent. */
  Socket connect() throws IOException {
    var socket = new Socket();
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    socket.connect(server);
    return socket;
  }

  static String length(long bytes) {
    return "Content-Length: " + bytes + "\r\n";
  }

  static void write(Socket socket, String head, byte[] body) throws IOException {
    String withHost = head.replaceFirst("\r\n", "\r\nHost: registry.test\r\nConnection: close\r\n");
    socket.getOutputStream().write(withHost.getBytes(ISO_8859_1));
    socket.getOutputStream().write(body);
    socket.getOutputStream().flush();
  }

  /** Reads one answer to its end. */
  static Answer answer(Socket socket, String method) throws IOException {
    var in = new BufferedInputStream(socket.getInputStream());
    String status = line(in);
    var headers = new TreeMap<String, String>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    byte[] body = method.equals("HEAD") ? new byte[0] : body(in, headers);
    return new Answer(Integer.parseInt(status.substring(9, 12)), headers, body);
  }

  private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
    if (headers.containsKey("transfer-encoding")) {
      return chunks(in);
    }
    String length = headers.get("content-length");
    return length == null ? in.readAllBytes() : exactly(in, Integer.parseInt(length));
  }

  private static byte[] chunks(InputStream in) throws IOException {
    var body = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line(in), 16);
      body.write(exactly(in, size));
      line(in);
      if (size == 0) {
        return body.toByteArray();
      }
    }
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("only " + bytes.length + " of " + length + " bytes came");
    }
    return bytes;
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int each = in.read(); each != '\n'; each = in.read()) {
      if (each < 0) {
        throw new EOFException("the connection ended after: " + line);
      }
      if (each != '\r') {
        line.append((char) each);
      }
    }
    return line.toString();
  }
}
