package io.kprofefe.registry;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request ends with an error. It knows its answer; nobody else interprets it. */
final class ApiFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String contentType;

  private ApiFailure(int status, String contentType, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
    this.contentType = contentType;
  }

  /**
   * @param status of the answer
   * @param message for the client: Profefe's own words where it has some
   */
  ApiFailure(int status, String message) {
    this(status, Json.UNANNOUNCED, message, null);
  }

  static ApiFailure badRequest(String why) {
    return new ApiFailure(400, "bad request: " + why);
  }

  static ApiFailure notFound() {
    return new ApiFailure(404, "nothing found");
  }

  /** Our fault, or the disk's. The client is not told the cause, the log is. */
  static ApiFailure internal(String message, Throwable cause) {
    return new ApiFailure(500, Json.UNANNOUNCED, message, cause);
  }

  static ApiFailure internal(Throwable cause) {
    return internal("internal server error", cause);
  }

  /** The same under the content type that the answer would have had. */
  ApiFailure as(String otherContentType) {
    return new ApiFailure(status, otherContentType, message(), getCause());
  }

  int status() {
    return status;
  }

  String contentType() {
    return contentType;
  }

  String message() {
    return Objects.requireNonNull(getMessage());
  }
}
