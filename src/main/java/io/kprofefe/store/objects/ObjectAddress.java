package io.kprofefe.store.objects;

import io.kprofefe.store.http.ServerUrl;
import io.kprofefe.store.objects.aws.Amazon;
import io.kprofefe.store.objects.aws.Percent;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * Where a bucket is asked for its objects.
 *
 * @param bucket the server's URL and, where it is not in the host's name, the bucket in the path
 */
record ObjectAddress(ServerUrl server, HttpUrl bucket) {

  private static final String EXAMPLE = "http://minio:9000";

  /** What can stand in front of a host's name and is known by Amazon's certificates. */
  private static final Pattern HOST = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");

  /** At this endpoint, with the bucket in the path; else at Amazon's, as a host of its own. */
  static ObjectAddress of(ObjectPlace place, Optional<URI> endpoint, String region) {
    String amazon = "s3." + region + "." + Amazon.domain(region);
    boolean isHost = endpoint.isEmpty() && HOST.matcher(place.bucket()).matches();
    ServerUrl server =
        ServerUrl.parse(
            endpoint
                .map(URI::toString)
                .orElse("https://" + (isHost ? place.bucket() + "." : "") + amazon),
            EXAMPLE);
    return new ObjectAddress(server, server.at(isHost ? "" : place.bucket()).build());
  }

  /** Of one object. What is sent is what is signed, to the letter. */
  HttpUrl object(String key) {
    return bucket.newBuilder().addEncodedPathSegments(Percent.path(key)).build();
  }

  /** Of a list. */
  HttpUrl list(Map<String, String> query) {
    HttpUrl.Builder url = bucket.newBuilder();
    query.forEach((name, value) ->
        url.addEncodedQueryParameter(Percent.encoded(name), Percent.encoded(value)));
    return url.build();
  }
}
