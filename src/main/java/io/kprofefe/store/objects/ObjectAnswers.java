package io.kprofefe.store.objects;

import io.kprofefe.credential.Credentials;
import io.kprofefe.profile.Untrusted;
import io.kprofefe.store.LostCall;
import io.kprofefe.store.http.RetryAfter;
import io.kprofefe.store.http.Sending;
import io.kprofefe.store.http.ServerUrl;
import io.kprofefe.store.http.StoreHttp;
import io.kprofefe.store.objects.aws.NoKeys;
import io.kprofefe.store.objects.aws.ServiceError;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.Response;

/**
 * What went wrong with an object store, in words for people. The server's own are untrusted: they
 * quote what it was sent, our session token among it.
 *
 * @param place and who keeps it, as users know it
 * @param server who is really asked
 */
record ObjectAnswers(String place, ServerUrl server, Credentials credentials) {

  private static final String NEEDED =
      "writing needs the right s3:PutObject, reading s3:GetObject and s3:ListBucket";

  /** Whether it answered with what was asked for. */
  void check(Response response) throws ObjectFailure {
    if (response.code() != 200) {
      throw refused(response);
    }
  }

  /** S3 gives every object a tag; a server that answers 200 to anything gives none. */
  void checkTag(Response response) throws ObjectFailure {
    if (response.header("ETag") == null) {
      throw notS3("200 and no tag of the object");
    }
  }

  /** It answered, and not with what was asked for. */
  ObjectFailure refused(Response response) {
    var error = ServiceError.of(StoreHttp.startIfAny(response));
    ObjectTrouble trouble = ObjectTrouble.of(response.code(), error.code());
    String reason =
        trouble == ObjectTrouble.NO_BUCKET
            ? place + ": there is no such bucket, and none is ever created"
            : place
                + " answered "
                + response.code()
                + error.shown(credentials)
                + advice(response, error);
    return new ObjectFailure(trouble, reason, retryAfter(response));
  }

  /** It answered 200, and with what is not S3's: a proxy's page for people, say. */
  ObjectFailure notS3(String what) {
    return new ObjectFailure(
        ObjectTrouble.REFUSED,
        "%s answered what is not S3's (%s): is it the right endpoint?".formatted(place, what));
  }

  /** A list whose pages lead back to where they were. */
  ObjectFailure endless() {
    return new ObjectFailure(
        ObjectTrouble.REFUSED, place + " answered a list that does not come to an end");
  }

  /** No whole answer came to what was sent. */
  ObjectFailure lost(Sending sending, IOException lost) {
    int status = sending.status().orElse(200);
    if (status != 200) {
      return new ObjectFailure(ObjectTrouble.of(status, ""), place + " answered " + status);
    }
    if (!sending.mayHaveArrived(lost)) {
      return new ObjectFailure(ObjectTrouble.NOT_SENT, said(lost));
    }
    return lost instanceof ProtocolException && sending.status().isEmpty()
        ? notS3("no HTTP")
        : lost(lost);
  }

  /** No whole answer came. */
  ObjectFailure lost(IOException lost) {
    return new ObjectFailure(ObjectTrouble.LOST, said(lost));
  }

  /** There was nothing to show the server, which was not asked. */
  ObjectFailure withoutKeys(NoKeys none) {
    return new ObjectFailure(
        none.isPassing() ? ObjectTrouble.NOT_NOW : ObjectTrouble.DENIED,
        "no credentials for " + place + ": " + none.reason());
  }

  private String said(IOException lost) {
    return new LostCall(server, credentials).said(lost);
  }

  private static String advice(Response response, ServiceError error) {
    Optional<String> region = region(response, error);
    if (region.isPresent()) {
      return "; it is in another region: give --objects-region " + region.get();
    }
    return switch (error.code()) {
      case "AccessDenied" -> "; " + NEEDED;
      case "RequestTimeTooSkewed" -> "; the clock here or there is wrong" + clock(response);
      case "SignatureDoesNotMatch" -> "; is it the right secret key?";
      case "NotImplemented" -> "; does it know conditional writes (If-None-Match)?";
      case "AuthorizationHeaderMalformed" -> "; is --objects-region right?";
      case "" -> response.code() == 403 ? "; " + NEEDED : "";
      default -> "";
    };
  }

  /** Where Amazon says that the bucket is. */
  private static Optional<String> region(Response response, ServiceError error) {
    boolean isElsewhere =
        response.code() == 301 || error.code().equals("AuthorizationHeaderMalformed");
    return Stream.of(
            Optional.ofNullable(response.header("x-amz-bucket-region")),
            Optional.of(error.region()))
        .flatMap(Optional::stream)
        .filter(name -> isElsewhere && !name.isEmpty())
        .map(Untrusted::shown)
        .findFirst();
  }

  private static String clock(Response response) {
    return Optional.ofNullable(response.header("Date"))
        .map(date -> " (there it is " + Untrusted.shown(date) + ")")
        .orElse("");
  }

  private static Optional<Duration> retryAfter(Response response) {
    return Optional.ofNullable(response.header("Retry-After"))
        .flatMap(value -> RetryAfter.of(value, Instant.now()));
  }
}
