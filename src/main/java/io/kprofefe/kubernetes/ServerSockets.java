package io.kprofefe.kubernetes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * TLS with a server that may be another than its URL says, and whose key shares are chosen. OkHttp
 * asks only for the first kind of socket; the others are here because a socket factory has them.
 */
final class ServerSockets extends SSLSocketFactory {

  private final SSLSocketFactory sockets;
  private final Optional<String> serverName;
  private final KeyShares shares;

  ServerSockets(SSLSocketFactory sockets, Optional<String> serverName, KeyShares shares) {
    this.sockets = sockets;
    this.serverName = serverName;
    this.shares = shares;
  }

  @Override
  public Socket createSocket(Socket connected, String host, int port, boolean autoClose)
      throws IOException {
    return prepared(sockets.createSocket(connected, serverName.orElse(host), port, autoClose));
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return prepared(sockets.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return prepared(sockets.createSocket(host, port, local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return prepared(sockets.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return prepared(sockets.createSocket(host, port, local, localPort));
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return sockets.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return sockets.getSupportedCipherSuites();
  }

  private Socket prepared(Socket socket) {
    if (socket instanceof SSLSocket tls) {
      SSLParameters parameters = tls.getSSLParameters();
      shares.choose(parameters);
      if (serverName.isPresent()) {
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // its message has the right name
      }
      tls.setSSLParameters(parameters);
    }
    return socket;
  }
}
