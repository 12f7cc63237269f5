package io.kprofefe.store.objects;

import io.kprofefe.credential.CredentialException;
import io.kprofefe.credential.Credentials;
import io.kprofefe.profile.Untrusted;
import io.kprofefe.store.http.RetryAfter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * What went wrong with an object store, in words for people. The server's own are untrusted: they
 * quote what it was sent, our session token among it.
 *
 * @param place and who keeps it, as users know it
 */
record ObjectAnswers(String place, Credentials credentials) {

  private static final String NEEDED =
      "writing needs the right s3:PutObject, reading s3:GetObject and s3:ListBucket";

  /** It answered, and not with what was asked for. */
  ObjectFailure refused(AwsServiceException refusal) {
    String code = code(refusal);
    ObjectTrouble trouble = ObjectTrouble.of(refusal.statusCode(), code);
    String reason =
        trouble == ObjectTrouble.NO_BUCKET
            ? place + ": there is no such bucket, and none is ever created"
            : place + " answered " + refusal.statusCode() + words(refusal) + advice(refusal, code);
    return failure(trouble, reason, retryAfter(refusal), refusal);
  }

  /** No whole answer came. */
  ObjectFailure lost(Throwable lost) {
    IOException why = ioFailure(lost);
    boolean sent = !(why instanceof ObjectTransport.NotSent);
    return failure(
        sent ? ObjectTrouble.LOST : ObjectTrouble.NOT_SENT, said(why), Optional.empty(), lost);
  }

  /** There was nothing to show the server, which was not asked. */
  ObjectFailure withoutCredentials(RuntimeException why) {
    boolean denied =
        why instanceof AwsServiceException refusal
            ? refusal.statusCode() < 500 && refusal.statusCode() != 429
            : !isOfNetwork(why);
    return failure(
        denied ? ObjectTrouble.DENIED : ObjectTrouble.NOT_NOW,
        "no credentials for " + place + ": " + credentials.heard(String.valueOf(why.getMessage())),
        Optional.empty(),
        why);
  }

  /** S3 gives every object a tag; a server that answers 200 to anything gives none. */
  void checkTag(@Nullable String tag) throws ObjectFailure {
    if (tag == null) {
      throw notS3();
    }
  }

  /** S3 says whose list it gives. */
  void checkName(@Nullable String bucket) throws ObjectFailure {
    if (bucket == null) {
      throw notS3();
    }
  }

  private ObjectFailure notS3() {
    String reason = place + " answered what is not S3's: is it the right endpoint?";
    return new ObjectFailure(
        ObjectTrouble.REFUSED, reason, Optional.empty(), new IOException(reason));
  }

  private ObjectFailure failure(
      ObjectTrouble trouble, String reason, Optional<Duration> retryAfter, Throwable cause) {
    return new ObjectFailure(trouble, reason, retryAfter, credentials.fitForLogs(cause));
  }

  private static String code(AwsServiceException refusal) {
    return details(refusal).map(AwsErrorDetails::errorCode).orElse("");
  }

  /** A HEAD has no words. */
  private String words(AwsServiceException refusal) {
    String code = code(refusal);
    String message =
        details(refusal)
            .map(AwsErrorDetails::errorMessage)
            .map(text -> text.replaceFirst("\\.$", ""))
            .orElse("");
    return (code.isEmpty() ? "" : " " + credentials.heard(code))
        + (message.isEmpty() || message.equals(code) ? "" : ": " + credentials.heard(message));
  }

  private static String advice(AwsServiceException refusal, String code) {
    Optional<String> region = header(refusal, "x-amz-bucket-region");
    if (region.isPresent() && (refusal.statusCode() == 301 || refusal.statusCode() == 400)) {
      return "; it is in another region: give --objects-region " + Untrusted.shown(region.get());
    }
    return switch (code) {
      case "AccessDenied" -> "; " + NEEDED;
      case "RequestTimeTooSkewed" -> "; the clock here or there is wrong";
      case "SignatureDoesNotMatch" -> "; is it the right secret key?";
      case "NotImplemented" -> "; does it know conditional writes (If-None-Match)?";
      case "AuthorizationHeaderMalformed" -> "; is --objects-region right?";
      case "" -> refusal.statusCode() == 403 ? "; " + NEEDED : "";
      default -> "";
    };
  }

  private static Optional<Duration> retryAfter(AwsServiceException refusal) {
    return header(refusal, "Retry-After").flatMap(value -> RetryAfter.of(value, Instant.now()));
  }

  private static Optional<String> header(AwsServiceException refusal, String name) {
    return details(refusal)
        .flatMap(details -> Optional.ofNullable(details.sdkHttpResponse()))
        .flatMap(response -> response.firstMatchingHeader(name));
  }

  private static Optional<AwsErrorDetails> details(AwsServiceException refusal) {
    return Optional.ofNullable(refusal.awsErrorDetails());
  }

  private String said(IOException lost) {
    if (Thread.currentThread().isInterrupted()) {
      return "the run ended before " + place + " answered";
    }
    Throwable why = lost instanceof ObjectTransport.NotSent ? lost.getCause() : lost;
    return switch (why) {
      case CredentialException unusable -> unusable.reason();
      case UnknownHostException _ -> "no address is known for " + place;
      case ConnectException _, NoRouteToHostException _ ->
          "cannot connect to " + place + credentials.why(lost);
      case SSLException _ -> "no TLS with " + place + credentials.why(lost);
      case InterruptedIOException _ -> "no answer from " + place + " in time";
      case null, default -> "the connection to " + place + " was lost" + credentials.why(lost);
    };
  }

  /** What the SDK has wrapped; it fails for reasons of its own only where an answer is damaged. */
  private static IOException ioFailure(Throwable lost) {
    for (@Nullable Throwable why = lost; why != null; why = why.getCause()) {
      if (why instanceof IOException io) {
        return io;
      }
    }
    return new IOException(lost.getMessage(), lost);
  }

  private static boolean isOfNetwork(Throwable failure) {
    for (@Nullable Throwable why = failure; why != null; why = why.getCause()) {
      if (why instanceof IOException && !(why instanceof FileSystemException)) {
        return true;
      }
    }
    return false;
  }
}
