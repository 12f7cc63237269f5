package io.kprofefe.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.StoredType;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;

/** What Profefe is asked for in the query of a URL. */
final class ProfefeParameters {

  private static final DateTimeFormatter SECONDS = utc("uuuu-MM-dd'T'HH:mm:ss");
  private static final DateTimeFormatter NANOSECONDS = utc("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS");

  /** What fits the registry's clock, which counts nanoseconds from 1970 in 64 bits. */
  private static final Instant EARLIEST = Instant.EPOCH;

  private static final Instant LATEST = Instant.EPOCH.plusNanos(Long.MAX_VALUE);

  private ProfefeParameters() {}

  static HttpUrl store(HttpUrl profiles, NewProfile profile) {
    HttpUrl.Builder url =
        profiles
            .newBuilder()
            .addQueryParameter("service", profile.service())
            .addQueryParameter("type", profile.type().word());
    if (!profile.labels().isEmpty()) {
      url.addQueryParameter("labels", labels(profile.labels()));
    }
    return url.addQueryParameter("created_at", SECONDS.format(profile.createdAt())).build();
  }

  /**
   * Both times to the nanosecond, as the registry files, though it shows whole seconds. Neither
   * labels nor limit go along: the registry's label filter loses profiles (seen with 92baf9f), and
   * a limit counts before our own filter.
   */
  static HttpUrl find(HttpUrl profiles, ProfileQuery query) {
    HttpUrl.Builder url =
        profiles
            .newBuilder()
            .addQueryParameter("service", query.service())
            .addQueryParameter("from", NANOSECONDS.format(within(query.from())))
            .addQueryParameter("to", NANOSECONDS.format(within(query.to())));
    query.type().map(StoredType::word).ifPresent(type -> url.addQueryParameter("type", type));
    return url.build();
  }

  /**
   * Label pairs as Profefe reads them. It unescapes a label a second time after the query string
   * itself (seen with 92baf9f), so each side is escaped here and the whole value by the URL
   * builder.
   */
  static String labels(Labels labels) {
    return labels.stream()
        .map(label -> escaped(label.key()) + "=" + escaped(label.value()))
        .collect(Collectors.joining(","));
  }

  private static Instant within(Instant time) {
    if (time.isBefore(EARLIEST)) {
      return EARLIEST;
    }
    return time.isAfter(LATEST) ? LATEST : time;
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static DateTimeFormatter utc(String pattern) {
    return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
  }
}
