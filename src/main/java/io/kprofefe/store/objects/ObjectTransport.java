package io.kprofefe.store.objects;

import io.kprofefe.credential.Credentials;
import io.kprofefe.store.http.Content;
import io.kprofefe.store.http.Sending;
import io.kprofefe.store.http.ServerUrl;
import io.kprofefe.store.http.StoreHttp;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * How the AWS SDK's requests travel: as all of ours to a store. Each call has a limit as a whole,
 * an interrupt ends it, and what is sent is sent once.
 */
final class ObjectTransport implements SdkHttpClient {

  /** Amazon's own, wherever: that it is reached by TLS is all that is asked of this. */
  private static final String AMAZON = "https://amazonaws.com";

  /** A request that the server cannot have had as a whole. */
  static final class NotSent extends IOException {

    private static final long serialVersionUID = 1L;

    NotSent(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  private final StoreHttp http;

  private ObjectTransport(StoreHttp http) {
    this.http = http;
  }

  /** To the store. */
  static ObjectTransport toStore(ObjectSettings settings, Credentials credentials) {
    String url = settings.endpoint().map(String::valueOf).orElse(AMAZON);
    return new ObjectTransport(
        new StoreHttp(ServerUrl.parse(url, AMAZON), credentials, settings.timeouts()));
  }

  /** To Amazon's services, whose certificates the system knows. */
  static ObjectTransport toAmazon(ObjectSettings settings, Credentials none) {
    return new ObjectTransport(
        new StoreHttp(ServerUrl.parse(AMAZON, AMAZON), none, settings.timeouts()));
  }

  @Override
  public String clientName() {
    return "OkHttp";
  }

  /** Idle connections close by themselves. */
  @Override
  public void close() {}

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest asked) {
    return new Travelling(asked);
  }

  private final class Travelling implements ExecutableHttpRequest {

    private final HttpExecuteRequest asked;
    private volatile @Nullable Call call;

    private Travelling(HttpExecuteRequest asked) {
      this.asked = asked;
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
      SdkHttpRequest request = asked.httpRequest();
      HttpUrl url = HttpUrl.get(request.getUri().toString());
      String method = request.method().name();
      if (request.method() == SdkHttpMethod.GET || request.method() == SdkHttpMethod.HEAD) {
        return answerTo(http.ask(method, url, headers(request)));
      }
      var sending = new Sending(new Given(length(request), asked.contentStreamProvider()));
      try {
        return answerTo(http.send(method, url, headers(request), sending));
      } catch (IOException lost) {
        throw sending.mayHaveArrived(lost) ? lost : new NotSent(lost);
      }
    }

    @Override
    public void abort() {
      Call started = call;
      if (started != null) {
        started.cancel();
      }
    }

    private HttpExecuteResponse answerTo(Call started) throws IOException {
      call = started;
      Response response = started.execute();
      var head = SdkHttpResponse.builder().statusCode(response.code());
      Headers headers = response.headers();
      for (int at = 0; at < headers.size(); at++) {
        head.appendHeader(headers.name(at), headers.value(at));
      }
      return HttpExecuteResponse.builder()
          .response(head.statusText(response.message()).build())
          .responseBody(AbortableInputStream.create(response.body().byteStream(), this))
          .build();
    }

    private static Headers headers(SdkHttpRequest request) {
      var headers = new Headers.Builder();
      request.forEachHeader((name, values) -> values.forEach(value -> headers.add(name, value)));
      return headers.build();
    }

    private static long length(SdkHttpRequest request) {
      return request.firstMatchingHeader("Content-Length").map(Long::parseLong).orElse(0L);
    }
  }

  /** What the SDK wants to be sent, a stream. */
  private static final class Given implements Content {

    private final long length;
    private final Optional<ContentStreamProvider> content;
    private byte[] last = {};

    private Given(long length, Optional<ContentStreamProvider> content) {
      this.length = length;
      this.content = content;
    }

    @Override
    public long length() {
      return length;
    }

    @Override
    public void writeBeginning(OutputStream out) throws IOException {
      if (content.isEmpty() || length == 0) {
        return;
      }
      try (InputStream stream = content.get().newStream()) {
        var buffer = new byte[8192];
        for (long left = length - 1; left > 0; ) {
          int read = stream.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
          if (read == 0) {
            throw new EOFException("less was given than announced");
          }
          out.write(buffer, 0, read);
          left -= read;
        }
        last = stream.readNBytes(1);
      }
    }

    @Override
    public byte[] lastByte() {
      return last;
    }
  }
}
