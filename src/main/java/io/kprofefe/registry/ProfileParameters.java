package io.kprofefe.registry;

import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.StoredType;
import io.kprofefe.store.ProfileQuery;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request says of a profile, read in Profefe's order and refused in its words.
 *
 * @param type empty when it is missing or unknown: an error for a profile that is to be stored, any
 *     type for a query
 */
record ProfileParameters(Query query, String service, Optional<StoredType> type, Labels labels) {

  private static final Pattern INTEGER = Pattern.compile("[+-]?0*+([0-9]*+)(?<=[0-9])");

  /** Of {@link Long#MAX_VALUE}. A number of very many is work just to read. */
  private static final int MOST_DIGITS = 19;

  static ProfileParameters of(Query query) throws ApiFailure {
    String service =
        query.value("service").orElseThrow(() -> ApiFailure.badRequest("missing \"service\""));
    return new ProfileParameters(
        query,
        service,
        query.value("type").map(ProfileParameters::trimmed).flatMap(StoredType::of),
        labels(query.value("labels").orElse("")));
  }

  /** When the sender says it was taken; empty when he does not. */
  Optional<Instant> createdAt() throws ApiFailure {
    return time("created_at", "bad \"created_at\" ");
  }

  StoredType knownType() throws ApiFailure {
    return type.orElseThrow(() -> ApiFailure.badRequest("unknown profile type"));
  }

  ProfileQuery asProfileQuery() throws ApiFailure {
    Instant from = required("from");
    Instant to = required("to");
    OptionalInt limit = limit();
    if (from.isAfter(to)) {
      throw ApiFailure.badRequest(
          "CreatedAtMin after CreatedAtMax: %s, %s"
              .formatted(Timestamps.goDefault(from), Timestamps.goDefault(to)));
    }
    return new ProfileQuery(service, type, from, to, labels, limit);
  }

  private Instant required(String name) throws ApiFailure {
    return time(name, "bad \"" + name + "\" timestamp ")
        .orElseThrow(() -> ApiFailure.badRequest("missing \"" + name + "\""));
  }

  private Optional<Instant> time(String name, String complaint) throws ApiFailure {
    Optional<String> value = query.value(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    Optional<Instant> time = Timestamps.parse(value.get());
    if (time.isEmpty()) {
      String quoted = GoQuoted.of(value.get());
      throw ApiFailure.badRequest(complaint + quoted + ": time in unsupported format " + quoted);
    }
    return time;
  }

  /** Zero and below mean no limit, in Profefe as here. */
  private OptionalInt limit() throws ApiFailure {
    Optional<String> value = query.value("limit");
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    Matcher integer = INTEGER.matcher(value.get());
    if (!integer.matches()) {
      throw badLimit(value.get(), "invalid syntax");
    }
    boolean isReadable = integer.group(1).length() <= MOST_DIGITS;
    var limit = isReadable ? new BigInteger(value.get()) : BigInteger.ONE.shiftLeft(Long.SIZE);
    if (limit.bitLength() >= Long.SIZE) {
      throw badLimit(value.get(), "value out of range");
    }
    return limit.signum() > 0
        ? OptionalInt.of(limit.min(BigInteger.valueOf(Integer.MAX_VALUE)).intValueExact())
        : OptionalInt.empty();
  }

  private static ApiFailure badLimit(String value, String why) {
    String quoted = GoQuoted.of(value);
    return ApiFailure.badRequest(
        "bad \"limit\" " + quoted + ": strconv.Atoi: parsing " + quoted + ": " + why);
  }

  /**
   * Label pairs as Profefe reads them: split at commas, then at the first equals sign, each side
   * trimmed and unescaped a second time, after the query itself (seen with 92baf9f).
   */
  private static Labels labels(String text) throws ApiFailure {
    var labels = new ArrayList<Label>();
    try {
      for (String pair : text.split(",", -1)) {
        int equals = pair.indexOf('=');
        String key = Escapes.inQuery(trimmed(equals < 0 ? pair : pair.substring(0, equals)));
        if (!key.isEmpty()) {
          String value = equals < 0 ? "" : pair.substring(equals + 1);
          labels.add(new Label(key, Escapes.inQuery(trimmed(value))));
        }
      }
    } catch (Escapes.BrokenEscape broken) {
      throw ApiFailure.badRequest("bad \"labels\" " + GoQuoted.of(text) + ": " + broken.reason());
    }
    return new Labels(labels);
  }

  private static String trimmed(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isWhiteSpace(text.charAt(start))) {
      start++;
    }
    while (start < end && isWhiteSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** What Unicode, and so Go, calls so. */
  private static boolean isWhiteSpace(char character) {
    return (character >= '\t' && character <= '\r')
        || character == '\u0085'
        || Character.isSpaceChar(character);
  }
}
