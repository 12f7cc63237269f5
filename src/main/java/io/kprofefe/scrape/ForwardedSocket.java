package io.kprofefe.scrape;

import io.kprofefe.kubernetes.Forward;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.time.Duration;
import java.util.Objects;

/**
 * A {@link Forward} as an HTTP client knows connections. The address that it is told to connect to
 * is for its records: where a forward leads is settled.
 */
final class ForwardedSocket extends SocketImpl {

  private final Forward forward;
  private volatile int readTimeout;

  ForwardedSocket(Forward forward) {
    this.forward = forward;
  }

  @Override
  protected void create(boolean stream) {
    // a forward is there from its beginning
  }

  @Override
  protected void connect(SocketAddress to, int timeout) throws IOException {
    if (to instanceof InetSocketAddress recorded) {
      address = recorded.getAddress();
      port = recorded.getPort();
    }
    forward.connect(Duration.ofMillis(timeout));
  }

  @Override
  protected void connect(InetAddress to, int toPort) throws IOException {
    connect(new InetSocketAddress(to, toPort), 0);
  }

  @Override
  protected void connect(String host, int toPort) throws IOException {
    throw new SocketException("a forward is no way to a name");
  }

  @Override
  protected InputStream getInputStream() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        return length == 0 ? 0 : forward.read(into, offset, length, Duration.ofMillis(readTimeout));
      }

      @Override
      public int available() {
        return forward.available();
      }
    };
  }

  @Override
  protected OutputStream getOutputStream() {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        forward.write(bytes, offset, length);
      }
    };
  }

  @Override
  protected int available() {
    return forward.available();
  }

  @Override
  protected void close() {
    forward.close();
  }

  @Override
  protected void shutdownInput() {
    // as good as not reading any more
  }

  @Override
  protected void shutdownOutput() {
    // a forward has no half that could be closed
  }

  @Override
  public void setOption(int option, Object value) {
    if (option == SO_TIMEOUT) {
      readTimeout = (Integer) value;
    }
  }

  @Override
  public Object getOption(int option) {
    return switch (option) {
      case SO_TIMEOUT -> readTimeout;
      case SO_BINDADDR -> InetAddress.getLoopbackAddress();
      default -> false; // it has none of them
    };
  }

  @Override
  protected void sendUrgentData(int data) throws IOException {
    throw new SocketException("a forward has no urgent data");
  }

  @Override
  protected void bind(InetAddress host, int toPort) throws IOException {
    throw nobodyListens();
  }

  @Override
  protected void listen(int backlog) throws IOException {
    throw nobodyListens();
  }

  @Override
  protected void accept(SocketImpl caller) throws IOException {
    throw nobodyListens();
  }

  private static SocketException nobodyListens() {
    return new SocketException("nothing listens for a forward");
  }
}
