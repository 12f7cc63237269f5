package io.kprofefe.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.client.http.WebSocket;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What comes over a {@link Forward}. One message is held until it was read; the thread that brings
 * the next one waits so long, and the server with it: who floods us fills no memory of ours.
 */
final class Incoming implements WebSocket.Listener {

  static final byte DATA = 0;
  private static final byte ERROR = 1;

  /** A node sends 32 KiB at once. */
  private static final int LONGEST_MESSAGE = 1 << 20;

  private static final int LONGEST_ERROR = 4 << 10;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final int port;
  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final boolean[] begun = new boolean[2];
  private @Nullable WebSocket socket;
  private ByteBuffer unread = NOTHING;
  private boolean ended;
  private @Nullable IOException why;
  private boolean closed;

  /**
   * @param port that was asked for: each channel begins with it
   */
  Incoming(int port) {
    this.port = port;
  }

  /** Ends the connection at once, also when its other side would go on: OkHttp then drops it. */
  static final class HungUp extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public void onOpen(WebSocket opened) {
    change(() -> socket = opened);
  }

  @Override
  public void onMessage(WebSocket from, ByteBuffer message) {
    try {
      take(message);
    } catch (IOException last) {
      end(last);
      throw new HungUp();
    }
    from.request();
  }

  @Override
  public void onMessage(WebSocket from, String text) {
    end(new ProtocolException("the API server forwards text, and no bytes"));
    throw new HungUp();
  }

  @Override
  public void onClose(WebSocket from, int code, String reason) {
    change(() -> ended = true);
    from.sendClose(code, null);
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    end(ForwardLost.brokenOff(error));
  }

  /** Nothing more will come; the first reason counts. */
  void end(IOException reason) {
    change(() -> {
      if (!ended) {
        ended = true;
        why = reason;
      }
    });
  }

  /** Nobody reads any more; who waits is told. */
  void close() {
    change(() -> closed = true);
  }

  /**
   * Waits for the first bytes: until then no pod's node has taken the connection.
   *
   * @param timeout zero for no limit
   */
  void awaitOpen(Duration timeout) throws IOException {
    lock.lock();
    try {
      if (!await(() -> begun[DATA], timeout)) {
        throw new IOException("the API server ended the forward before it began");
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits for bytes, and takes as many as are there and fit; -1 at the end. */
  int read(ByteBuffer into, Duration timeout) throws IOException {
    lock.lock();
    try {
      if (!await(() -> unread.hasRemaining(), timeout)) {
        return -1;
      }
      int length = Math.min(into.remaining(), unread.remaining());
      into.put(unread.slice().limit(length));
      unread.position(unread.position() + length);
      changed.signalAll();
      return length;
    } finally {
      lock.unlock();
    }
  }

  /** How many bytes can be read without waiting. */
  int available() {
    lock.lock();
    try {
      return unread.remaining();
    } finally {
      lock.unlock();
    }
  }

  /** To be closed: there is none before it opened, and after its end. */
  Optional<WebSocket> socket() {
    lock.lock();
    try {
      return ended ? Optional.empty() : Optional.ofNullable(socket);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The way back.
   *
   * @throws IOException when it has ended, and why
   */
  WebSocket wayBack() throws IOException {
    lock.lock();
    try {
      if (!mayCome(1) || socket == null) {
        throw new IOException("the forward has ended");
      }
      return socket;
    } finally {
      lock.unlock();
    }
  }

  private void take(ByteBuffer message) throws IOException {
    if (message.remaining() > LONGEST_MESSAGE) {
      throw new ProtocolException("the API server forwards too much at once");
    }
    int channel = message.hasRemaining() ? message.get() : -1;
    if (channel != DATA && channel != ERROR) {
      throw new ProtocolException("the API server forwards to a channel that there is not");
    }
    if (!begun[channel]) {
      begin(channel, message);
    }
    if (channel == DATA) {
      hold(message);
    } else if (message.hasRemaining()) {
      throw ForwardLost.saying(text(message));
    }
  }

  private void begin(int channel, ByteBuffer message) throws IOException {
    boolean ours =
        message.remaining() >= Short.BYTES
            && Short.toUnsignedInt(message.order(ByteOrder.LITTLE_ENDIAN).getShort()) == port;
    if (!ours) {
      throw new ProtocolException("the API server forwards another port");
    }
    change(() -> begun[channel] = true);
  }

  /** Waits until what came before was read. */
  private void hold(ByteBuffer message) {
    lock.lock();
    try {
      while (unread.hasRemaining() && !closed) {
        changed.await();
      }
      if (closed) {
        throw new HungUp();
      }
      unread = message;
      changed.signalAll();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new HungUp();
    } finally {
      lock.unlock();
    }
  }

  private static String text(ByteBuffer message) {
    byte[] bytes = new byte[Math.min(message.remaining(), LONGEST_ERROR)];
    message.get(bytes);
    return new String(bytes, UTF_8);
  }

  private void change(Runnable what) {
    lock.lock();
    try {
      what.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether it came to that; else all has ended in good order. */
  private boolean await(BooleanSupplier what, Duration timeout) throws IOException {
    long left = timeout.isZero() ? Long.MAX_VALUE : timeout.toNanos();
    try {
      while (!what.getAsBoolean() && mayCome(left)) {
        left = changed.awaitNanos(left);
      }
      return what.getAsBoolean();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /** False at the end in good order. */
  private boolean mayCome(long nanosLeft) throws IOException {
    if (closed) {
      throw new SocketException("the forward was closed");
    }
    if (why != null) {
      throw why;
    }
    if (!ended && nanosLeft <= 0) {
      throw new SocketTimeoutException("nothing came in time");
    }
    return !ended;
  }
}
