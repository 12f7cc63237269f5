package io.kprofefe.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** One connection, as the server's side sees it: as much of HTTP as misbehaving takes. */
public final class Conversation {

  private final Socket caller;
  private final InputStream in;
  private final Consumer<SeenRequest> seen;

  Conversation(Socket caller, Consumer<SeenRequest> seen) throws IOException {
    this.caller = caller;
    this.in = new BufferedInputStream(caller.getInputStream());
    this.seen = seen;
  }

  /** Reads one request to the end of its body ({@code Content-Length} only). */
  public SeenRequest readRequest() throws IOException {
    SeenRequest head = readHead();
    int length = Integer.parseInt(head.header("content-length").orElse("0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the body ended after " + body.length + " of " + length + " bytes");
    }
    var request = new SeenRequest(head.method(), head.target(), head.headers(), body);
    seen.accept(request);
    return request;
  }

  /** Reads request line and headers, and leaves the body where it is. */
  public SeenRequest readHead() throws IOException {
    String[] line = readLine().split(" ", 3);
    Map<String, String> headers = new HashMap<>();
    for (String header = readLine(); !header.isEmpty(); header = readLine()) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    return new SeenRequest(line[0], line[1], headers, new byte[0]);
  }

  /** Sends the text, in UTF-8, at once. */
  public void send(String text) throws IOException {
    send(text.getBytes(UTF_8));
  }

  public void send(byte[] bytes) throws IOException {
    caller.getOutputStream().write(bytes);
    caller.getOutputStream().flush();
  }

  /** Ends the connection with a reset: what was not read is lost. */
  public void reset() throws IOException {
    caller.setSoLinger(true, 0);
    caller.close();
  }

  /** Ends our side of the connection. */
  public void sendNoMore() throws IOException {
    caller.shutdownOutput();
  }

  /** Says nothing until the caller goes away. */
  public void waitForTheCallerToGo() throws IOException {
    caller.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  private String readLine() throws IOException {
    var line = new StringBuilder();
    for (int read = in.read(); read != '\n'; read = in.read()) {
      if (read < 0) {
        throw new EOFException("the caller went before it had asked");
      }
      line.append((char) read);
    }
    return line.toString().stripTrailing();
  }
}
