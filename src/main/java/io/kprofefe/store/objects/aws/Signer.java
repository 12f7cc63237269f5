package io.kprofefe.store.objects.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.Headers;
import okhttp3.HttpUrl;

/**
 * Signs requests to S3 with AWS Signature Version 4: host, all headers that are given and the body
 * are what the server checks, so that none of them can change on its way. After "Signature
 * Calculations for the Authorization Header: Transferring Payload in a Single Chunk" in Amazon's S3
 * API reference.
 *
 * @param region of the bucket
 */
public record Signer(String region) {

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String SERVICE = "s3";
  private static final String END = "aws4_request";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final HexFormat HEX = HexFormat.of();

  /** The hash of a request without a body. */
  public static final String NO_BODY = hash(new byte[0]);

  /** One part of the query, as it is signed. */
  private record Parameter(String name, String value) {

    @Override
    public String toString() {
      return name + "=" + value;
    }
  }

  /**
   * The headers with which a request says who sends it.
   *
   * @param url whose path and query are signed as they are sent
   * @param headers that the request has as well
   * @param bodyHash as {@link #hash} gives it
   */
  public Headers signed(
      String method, HttpUrl url, Headers headers, String bodyHash, Keys keys, Instant now) {
    String time = TIME.format(now);
    var all = headers.newBuilder().set("x-amz-content-sha256", bodyHash).set("x-amz-date", time);
    keys.sessionToken().ifPresent(token -> all.set("x-amz-security-token", token));
    SortedMap<String, String> signed = canonical(all.build());
    signed.put("host", host(url));

    String names = String.join(";", signed.keySet());
    String scope = String.join("/", time.substring(0, 8), region, SERVICE, END);
    String request = canonicalRequest(method, url, signed, names, bodyHash);
    String toSign = String.join("\n", ALGORITHM, time, scope, hash(request.getBytes(UTF_8)));
    return all.set(
            "Authorization",
            "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                .formatted(ALGORITHM, keys.id(), scope, names, signature(toSign, keys, time)))
        .build();
  }

  /** The SHA-256 of a body, in hex digits. */
  public static String hash(byte[] body) {
    try {
      return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Java has no SHA-256", impossible);
    }
  }

  private static String canonicalRequest(
      String method, HttpUrl url, Map<String, String> signed, String names, String bodyHash) {
    String headers =
        signed.entrySet().stream()
            .map(header -> header.getKey() + ":" + header.getValue() + "\n")
            .collect(joining());
    return String.join("\n", method, path(url), query(url), headers, names, bodyHash);
  }

  /** Names in lower case; of values, no blanks around and no two in a row. */
  private static SortedMap<String, String> canonical(Headers headers) {
    var canonical = new TreeMap<String, String>();
    for (int at = 0; at < headers.size(); at++) {
      canonical.put(
          headers.name(at).toLowerCase(Locale.ROOT),
          headers.value(at).strip().replaceAll(" +", " "));
    }
    return canonical;
  }

  /** As the header of that name has it. */
  private static String host(HttpUrl url) {
    String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
    return url.port() == HttpUrl.defaultPort(url.scheme()) ? host : host + ":" + url.port();
  }

  /** Encoded once: other services of Amazon's than S3 would have it twice. */
  private static String path(HttpUrl url) {
    return url.pathSegments().stream().map(Percent::encoded).collect(joining("/", "/", ""));
  }

  private static String query(HttpUrl url) {
    return IntStream.range(0, url.querySize())
        .mapToObj(at ->
            new Parameter(
                Percent.encoded(url.queryParameterName(at)),
                Percent.encoded(Objects.requireNonNullElse(url.queryParameterValue(at), ""))))
        .sorted(Comparator.comparing(Parameter::name).thenComparing(Parameter::value))
        .map(Parameter::toString)
        .collect(joining("&"));
  }

  private String signature(String toSign, Keys keys, String time) {
    byte[] key = ("AWS4" + keys.secret()).getBytes(UTF_8);
    for (String part : List.of(time.substring(0, 8), region, SERVICE, END)) {
      key = mac(key, part);
    }
    return HEX.formatHex(mac(key, toSign));
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Java has no HMAC of SHA-256", impossible);
    }
  }
}
