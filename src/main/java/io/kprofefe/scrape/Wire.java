package io.kprofefe.scrape;

import java.net.Socket;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * What was seen on the wire of one call. It tells nobody from silence from nonsense, so that no
 * outcome is guessed from the words of an exception.
 */
final class Wire extends EventListener {

  private final CountedSocket.Factory sockets;
  private boolean connected;
  private boolean securing;
  private boolean headRead;
  private @Nullable CountedSocket socket;
  private long receivedBefore;

  /**
   * @param sockets of the visit that the call is part of
   */
  Wire(CountedSocket.Factory sockets) {
    this.sockets = sockets;
  }

  /** The TCP connection stands. */
  boolean connected() {
    return connected;
  }

  /** The TLS handshake has begun and is not done. */
  boolean securing() {
    return securing;
  }

  /** The head of the answer was read whole. */
  boolean headRead() {
    return headRead;
  }

  /** The answer was given up for its head. */
  boolean headTooLarge() {
    return connected && sockets.latest().filter(CountedSocket::headTooLarge).isPresent();
  }

  /** At least one byte of the answer has come; over TLS, where bytes are not seen: its head. */
  boolean answered() {
    return headRead || received() > 0;
  }

  /** Bytes of the answer until now; 0 over TLS, where they are not seen. */
  long received() {
    return socket == null ? 0 : socket.received() - receivedBefore;
  }

  @Override
  public void secureConnectStart(Call call) {
    connected = true;
    securing = true;
  }

  @Override
  public void secureConnectEnd(Call call, okhttp3.@Nullable Handshake handshake) {
    securing = false;
  }

  @Override
  public void connectionAcquired(Call call, Connection connection) {
    connected = true;
    Socket acquired = connection.socket();
    sockets.inUse(acquired);
    sockets.latest().ifPresent(CountedSocket::beginHead);
    if (acquired instanceof CountedSocket counted) {
      socket = counted;
      receivedBefore = counted.received();
    }
  }

  @Override
  public void responseHeadersEnd(Call call, Response response) {
    headRead = true;
    sockets.latest().ifPresent(CountedSocket::endHead);
  }
}
