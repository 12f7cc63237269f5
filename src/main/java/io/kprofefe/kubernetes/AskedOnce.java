package io.kprofefe.kubernetes;

import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import java.io.IOException;
import okhttp3.Interceptor.Chain;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * fabric8's transport, without what OkHttp does by itself: it follows redirects, wherever they
 * lead, and asks again after a {@code 503} with {@code Retry-After: 0}. The tries are ours to
 * count.
 */
class AskedOnce extends OkHttpClientFactory {

  private static final int UNAVAILABLE = 503;
  private static final String RETRY_AFTER = "Retry-After";

  @Override
  protected void additionalConfig(OkHttpClient.Builder builder) {
    builder.followRedirects(false).followSslRedirects(false);
    builder.addNetworkInterceptor(AskedOnce::withoutAtOnce);
  }

  /** A server that is away and wants to be asked at once gets our own pause. */
  private static Response withoutAtOnce(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    boolean atOnce = response.code() == UNAVAILABLE && "0".equals(response.header(RETRY_AFTER));
    return atOnce ? response.newBuilder().removeHeader(RETRY_AFTER).build() : response;
  }
}
