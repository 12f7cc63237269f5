package io.kprofefe.store.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.OptionalInt;
import javax.net.ssl.SSLHandshakeException;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * One profile on its way out: the body of its request, and how far that got. Whether a lost
 * connection may have left a stored profile behind hangs on the last byte alone, so that is held
 * back until all others are gone.
 */
public final class Sending extends EventListener {

  private enum Gone {
    NOT_ALL,
    LAST_BYTE_UNDER_WAY,
    ALL
  }

  private final Content content;
  private Gone gone = Gone.NOT_ALL;
  private OptionalInt status = OptionalInt.empty();
  private boolean connected;

  public Sending(Content content) {
    this.content = content;
  }

  RequestBody body() {
    return new RequestBody() {

      @Override
      public @Nullable MediaType contentType() {
        return null;
      }

      @Override
      public long contentLength() {
        return content.length();
      }

      // OkHttp must not send it a second time, as it would after "Retry-After: 0".
      @Override
      public boolean isOneShot() {
        return true;
      }

      @Override
      public void writeTo(BufferedSink sink) throws IOException {
        content.writeBeginning(sink.outputStream());
        sink.flush();
        gone = Gone.LAST_BYTE_UNDER_WAY;
        sink.write(content.lastByte());
        sink.flush();
        gone = Gone.ALL;
      }
    };
  }

  /** The status of the answer, also where the answer then broke off or OkHttp would not have it. */
  public OptionalInt status() {
    return status;
  }

  /**
   * Whether the server may have the whole profile after the call was lost so. A write that fails
   * did not happen; one that was interrupted may have. A handshake that the server refuses, as TLS
   * 1.3 tells us only after we have sent all, kept the profile from it.
   */
  public boolean mayHaveArrived(IOException lost) {
    return switch (gone) {
      case NOT_ALL -> false;
      case LAST_BYTE_UNDER_WAY ->
          lost instanceof InterruptedIOException || Thread.currentThread().isInterrupted();
      case ALL -> !(lost instanceof SSLHandshakeException);
    };
  }

  /** Whether it goes over a connection that was there before it. */
  boolean reuses() {
    return !connected;
  }

  @Override
  public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
    connected = true;
  }

  @Override
  public void responseHeadersEnd(Call call, Response response) {
    status = OptionalInt.of(response.code());
  }
}
