package io.kprofefe.kubernetes;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.WebSocket;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * One connection to a port of a pod, carried by the API server in a WebSocket of its own: nothing
 * listens on this machine. Each message begins with its channel, 0 for the bytes themselves; there
 * is no half-closing (v4.channel.k8s.io, as the kubelet of Kubernetes 1.36 speaks it). One thread
 * connects, reads and writes; any may close.
 */
public final class Forward implements Closeable {

  private static final String PROTOCOL = "v4.channel.k8s.io";
  private static final int NORMAL_CLOSURE = 1000;

  private final HttpClient http;
  private final URI url;
  private final Incoming incoming;
  private final ForwardTrouble trouble;

  Forward(HttpClient http, URI url, Incoming incoming, ForwardTrouble trouble) {
    this.http = http;
    this.url = url;
    this.incoming = incoming;
    this.trouble = trouble;
  }

  /**
   * Returns when the pod's node has answered. Whether anybody listens at the port is seen only when
   * something is read.
   *
   * @param timeout zero for no limit
   * @throws ForwardRefused when the API server says no
   * @throws java.net.SocketTimeoutException when there was no answer in time
   * @throws IOException when it cannot be reached, is no API server, or this was closed meanwhile
   */
  public void connect(Duration timeout) throws IOException {
    CompletableFuture<WebSocket> opening = open();
    try {
      incoming.awaitOpen(timeout);
    } catch (IOException notOpen) {
      opening.cancel(true); // should it open after all, it is closed at once
      close();
      throw notOpen;
    }
  }

  /**
   * Waits for at least one byte.
   *
   * @param timeout zero for no limit
   * @return how many; -1 at the end
   * @throws ForwardLost when the pod or its node gave the connection up, and said why
   */
  public int read(byte[] into, int offset, int length, Duration timeout) throws IOException {
    return incoming.read(ByteBuffer.wrap(into, offset, length), timeout);
  }

  /** How many bytes can be read without waiting. */
  public int available() {
    return incoming.available();
  }

  /**
   * Sends these bytes, or puts them in a queue for that.
   *
   * @throws ForwardLost as {@link #read}
   */
  public void write(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer message = ByteBuffer.allocate(1 + length);
    message.put(Incoming.DATA).put(bytes, offset, length).flip();
    if (!incoming.wayBack().send(message)) {
      throw new IOException("the forward has ended");
    }
  }

  /** Ends what waits in another thread. */
  @Override
  public void close() {
    incoming.close();
    incoming.socket().ifPresent(socket -> socket.sendClose(NORMAL_CLOSURE, null));
  }

  private CompletableFuture<WebSocket> open() throws IOException {
    try {
      CompletableFuture<WebSocket> opening =
          http.newWebSocketBuilder().uri(url).subprotocol(PROTOCOL).buildAsync(incoming);
      opening.exceptionally(failure -> {
        incoming.end(reason(failure));
        return null;
      });
      return opening;
    } catch (UncheckedIOException nothingSent) {
      throw reason(nothingSent);
    }
  }

  private IOException reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && isWrapping(cause)) {
      cause = cause.getCause();
    }
    return trouble.of(cause);
  }

  private static boolean isWrapping(Throwable failure) {
    return failure instanceof CompletionException || failure instanceof UncheckedIOException;
  }
}
