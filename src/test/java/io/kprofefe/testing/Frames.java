package io.kprofefe.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server's side of a WebSocket, as much of it as a port-forward and its troubles take. */
public final class Frames {

  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int FINAL = 0x80;
  private static final Pattern KEY = Pattern.compile("(?i)Sec-WebSocket-Key: (\\S+)");
  private static final Pattern PORT = Pattern.compile("ports=(\\d+)");

  private final DataInputStream in;
  private final DataOutputStream out;
  private final String head;

  Frames(Socket caller, String head) throws IOException {
    this.in = new DataInputStream(caller.getInputStream());
    this.out = new DataOutputStream(caller.getOutputStream());
    this.head = head;
  }

  /** What was asked for: request line and headers. */
  public String head() {
    return head;
  }

  public int port() {
    return Integer.parseInt(first(PORT));
  }

  public void send(String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }

  /** Switches protocols. */
  public void upgrade() throws IOException {
    send(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Protocol: v4.channel.k8s.io\r\nSec-WebSocket-Accept: "
            + accepted(first(KEY))
            + "\r\n\r\n");
  }

  /** The port on both channels, as each forward begins. */
  public void begin() throws IOException {
    binary(0, port(), port() >> 8);
    binary(1, port(), port() >> 8);
  }

  /** Bytes of the pod. */
  public void data(byte... bytes) throws IOException {
    channel(0, bytes);
  }

  /** What the node says. */
  public void error(String message) throws IOException {
    channel(1, message.getBytes(UTF_8));
  }

  public void binary(int... bytes) throws IOException {
    var message = new byte[bytes.length];
    for (int at = 0; at < bytes.length; at++) {
      message[at] = (byte) bytes[at];
    }
    frame(BINARY, message);
  }

  public void text(String text) throws IOException {
    frame(TEXT, text.getBytes(UTF_8));
  }

  public void sendClose() throws IOException {
    frame(CLOSE, new byte[] {3, (byte) 0xe8});
  }

  /** Says nothing until the caller goes away. */
  public void waitForTheCallerToGo() throws IOException {
    in.skipNBytes(Long.MAX_VALUE);
  }

  /** Reads what is sent to the pod until there is an HTTP request's end in it. */
  public String request() throws IOException {
    var request = new StringBuilder();
    while (request.indexOf("\r\n\r\n") < 0) {
      request.append(new String(receive(), US_ASCII).substring(1));
    }
    return request.toString();
  }

  void pumpTo(Socket pod) {
    try (pod) {
      for (byte[] message = receive(); message.length > 0; message = receive()) {
        pod.getOutputStream().write(message, 1, message.length - 1);
      }
    } catch (IOException ended) {
      // so has the forward
    }
  }

  /** The next message, its channel first; empty when the caller closes. */
  private byte[] receive() throws IOException {
    int opcode = in.readUnsignedByte() & 0xf;
    int length = in.readUnsignedByte() & 0x7f;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = Math.toIntExact(in.readLong());
    }
    byte[] mask = in.readNBytes(4);
    byte[] message = in.readNBytes(length);
    for (int at = 0; at < length; at++) {
      message[at] ^= mask[at % 4];
    }
    return opcode == CLOSE ? new byte[0] : message;
  }

  private void channel(int channel, byte[] bytes) throws IOException {
    var message = new ByteArrayOutputStream();
    message.write(channel);
    message.write(bytes);
    frame(BINARY, message.toByteArray());
  }

  private synchronized void frame(int opcode, byte[] message) throws IOException {
    out.writeByte(FINAL | opcode);
    if (message.length < 126) {
      out.writeByte(message.length);
    } else if (message.length < 1 << 16) {
      out.writeByte(126);
      out.writeShort(message.length);
    } else {
      out.writeByte(127);
      out.writeLong(message.length);
    }
    out.write(message);
    out.flush();
  }

  private String first(Pattern pattern) {
    Matcher found = pattern.matcher(head);
    if (!found.find()) {
      throw new AssertionError("no " + pattern + " in " + head);
    }
    return found.group(1);
  }

  private static String accepted(String key) {
    try {
      byte[] both = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(US_ASCII);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(both));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
