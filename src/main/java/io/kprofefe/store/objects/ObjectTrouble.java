package io.kprofefe.store.objects;

import java.util.Set;

/** What can go wrong between us and an object store. */
enum ObjectTrouble {
  /** An object with this key is there. */
  THERE_ALREADY,
  /** No such object. */
  NOT_THERE,
  NO_BUCKET,
  /** Our credentials, or there are none. */
  DENIED,
  /** Nothing was done; later it may be. */
  NOT_NOW,
  /** The server failed: what it was told to do may be done. */
  BROKEN,
  /** Nothing was done, and never will be. */
  REFUSED,
  /** The server had not all of what was to be sent. */
  NOT_SENT,
  /** The server had all, and its answer did not come. */
  LOST;

  private static final Set<String> DENIALS =
      Set.of(
          "AccessDenied",
          "ExpiredToken",
          "InvalidAccessKeyId",
          "InvalidToken",
          "RequestTimeTooSkewed",
          "SignatureDoesNotMatch",
          "TokenRefreshRequired",
          "XAdminUserNotFound"); // versitygw 1.8.0 of a key that nobody has

  /** The first is that of an answer without words. */
  private static final Set<String> ABSENCES = Set.of("", "NotFound", "NoSuchKey", "NoSuchVersion");

  /** Two that write at once, and a server that waited too long for the body. */
  private static final Set<String> PASSING =
      Set.of("ConditionalRequestConflict", "OperationAborted", "RequestTimeout", "SlowDown");

  /**
   * What an answer means.
   *
   * @param code as S3 names it; empty when it is not told
   */
  static ObjectTrouble of(int status, String code) {
    if (code.equals("NoSuchBucket")) {
      return NO_BUCKET;
    }
    if (DENIALS.contains(code)) {
      return DENIED;
    }
    if (PASSING.contains(code)) {
      return NOT_NOW;
    }
    return switch (status) {
      case 401, 403 -> DENIED;
      case 404 -> ABSENCES.contains(code) ? NOT_THERE : REFUSED;
      case 412 -> THERE_ALREADY;
      case 408, 409, 429, 503 -> NOT_NOW;
      case 501, 505 -> REFUSED;
      default -> status >= 500 ? BROKEN : REFUSED;
    };
  }
}
