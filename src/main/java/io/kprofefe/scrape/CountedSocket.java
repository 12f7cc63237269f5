package io.kprofefe.scrape;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A socket that knows how many bytes have come. "Reset before a byte of the answer" and "lost in
 * the middle of it" are two outcomes, and OkHttp's events only tell when a whole head was read. For
 * the one thread that reads.
 */
final class CountedSocket extends Socket {

  private long received;

  long received() {
    return received;
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
      int read = super.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int read) {
      received += read;
    }
  }

  /** Makes them, to be connected later, without Nagle's delay of 40 ms between head and ACK. */
  static final class Factory extends SocketFactory {

    @Override
    public Socket createSocket() throws IOException {
      var socket = new CountedSocket();
      socket.setTcpNoDelay(true);
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
