package io.kprofefe.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** As much of a SOCKS5 proxy as leads to one port of 127.0.0.1, whoever is asked for. */
public final class SocksProxy implements AutoCloseable {

  private static final int BY_NAME = 3;
  private static final int IPV4_BYTES = 4;
  private static final int PORT_BYTES = 2;
  private static final byte[] NO_PASSWORD = {5, 0};
  private static final byte[] CONNECTED = {5, 0, 0, 1, 0, 0, 0, 0, 0, 0};

  private final ServerSocket server;
  private final int port;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger taken = new AtomicInteger();

  /**
   * @param port where all lead
   */
  public SocksProxy(int port) throws IOException {
    this.port = port;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::take);
  }

  /** How many connections went through it. */
  public int taken() {
    return taken.get();
  }

  /** {@code 127.0.0.1:1080}. */
  @Override
  public String toString() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }

  private void take() {
    try {
      while (true) {
        Socket one = server.accept();
        threads.execute(() -> lead(one));
      }
    } catch (IOException closed) {
      // and so nobody comes any more
    }
  }

  private void lead(Socket from) {
    try (from;
        var to = new Socket(InetAddress.getLoopbackAddress(), port)) {
      var asked = new DataInputStream(from.getInputStream());
      asked.readByte();
      asked.readNBytes(asked.readUnsignedByte());
      from.getOutputStream().write(NO_PASSWORD);
      asked.readNBytes(3);
      int address = asked.readByte() == BY_NAME ? asked.readUnsignedByte() : IPV4_BYTES;
      asked.readNBytes(address + PORT_BYTES);
      from.getOutputStream().write(CONNECTED);
      taken.incrementAndGet();
      threads.execute(() -> copy(to, from));
      copy(from, to);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      OutputStream out = to.getOutputStream();
      from.getInputStream().transferTo(out);
      to.shutdownOutput();
    } catch (IOException over) {
      // one of both has had enough
    }
  }
}
