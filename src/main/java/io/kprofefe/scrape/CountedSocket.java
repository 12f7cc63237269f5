package io.kprofefe.scrape;

import io.kprofefe.target.Target;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketImpl;
import java.util.Optional;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A socket that knows how many bytes have come. "Reset before a byte of the answer" and "lost in
 * the middle of it" are two outcomes, and OkHttp's events only tell when a whole head was read. It
 * also ends a head that is too large: OkHttp would remember 256 KiB of it, for each target that
 * then hangs. For the one thread that reads.
 */
final class CountedSocket extends Socket {

  /** Of one head, 1xx answers before it included: the longest of Go's has some hundred bytes. */
  static final int HEAD_BYTES = 16 << 10;

  private long received;
  private long headEnds = Long.MAX_VALUE;
  private boolean headTooLarge;

  /** One that the system connects. */
  CountedSocket() {}

  /** One that is connected in a way of its own. */
  CountedSocket(SocketImpl way) throws SocketException {
    super(way);
  }

  /** All bytes until now; over TLS, those on the wire. */
  long received() {
    return received;
  }

  /** A head is all that may come now. */
  void beginHead() {
    headEnds = received + HEAD_BYTES;
  }

  /** As much as there is may come now. */
  void endHead() {
    headEnds = Long.MAX_VALUE;
  }

  /** The connection was ended for its head. */
  boolean headTooLarge() {
    return headTooLarge;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new Counting(super.getInputStream());
  }

  private final class Counting extends FilterInputStream {

    Counting(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      checkHead();
      int read = super.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      checkHead();
      int read = super.read(into, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void checkHead() throws IOException {
      if (received >= headEnds) {
        headTooLarge = true;
        throw new IOException("the head is too large");
      }
    }

    private void count(int read) {
      received += read;
    }
  }

  /**
   * Makes them, to be connected later, without Nagle's delay of 40 ms between head and ACK, for one
   * visit: it uses one after the other.
   */
  static final class Factory extends SocketFactory {

    private final Route route;
    private final Target target;
    private @Nullable Socket latest;

    Factory(Route route, Target target) {
      this.route = route;
      this.target = target;
    }

    /**
     * The one in use; below TLS as well. Empty where OkHttp makes it without us, as it does through
     * a SOCKS proxy (5.5.1): the way to an API server.
     */
    Optional<CountedSocket> latest() {
      return latest instanceof CountedSocket counted ? Optional.of(counted) : Optional.empty();
    }

    /** This is the one in use, if it is none of ours. */
    void inUse(Socket acquired) {
      if (latest().isEmpty()) {
        latest = acquired;
      }
    }

    /** The one in use, if there was any; OkHttp uses none that is closed. */
    void closeLatest() {
      try {
        if (latest != null) {
          latest.close();
        }
      } catch (IOException gone) {
        // and so it is closed
      }
    }

    @Override
    public Socket createSocket() throws IOException {
      CountedSocket socket = route.socketTo(target);
      socket.setTcpNoDelay(true);
      latest = socket;
      return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      throw notByName();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort)
        throws IOException {
      throw notByName();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return createSocket(host, port, null, 0);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, @Nullable InetAddress from, int fromPort)
        throws IOException {
      Socket socket = createSocket();
      if (from != null) {
        socket.bind(new InetSocketAddress(from, fromPort));
      }
      socket.connect(new InetSocketAddress(host, port));
      return socket;
    }

    private static IOException notByName() {
      return new IOException("targets are reached by address, not by name");
    }
  }
}
