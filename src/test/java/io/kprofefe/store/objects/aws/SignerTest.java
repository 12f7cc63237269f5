package io.kprofefe.store.objects.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples of Amazon's S3 API reference, "Signature Calculations for the Authorization Header".
 */
class SignerTest {

  private static final Keys KEYS =
      new Keys(
          "AKIAIOSFODNN7EXAMPLE",
          "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
          Optional.empty(),
          Optional.empty());
  private static final Instant NOW = Instant.parse("2013-05-24T00:00:00Z");
  private static final String HOST = "https://examplebucket.s3.amazonaws.com/";

  private final Signer signer = new Signer("us-east-1");

  record Example(
      String method, String url, Headers headers, String body, String signed, String signature) {}

  static Stream<Example> examples() {
    return Stream.of(
        new Example(
            "GET",
            HOST + "test.txt",
            Headers.of("Range", "bytes=0-9"),
            "",
            "host;range;x-amz-content-sha256;x-amz-date",
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"),
        new Example(
            "PUT",
            HOST + "test$file.text",
            Headers.of(
                "Date",
                "Fri, 24 May 2013 00:00:00 GMT",
                "x-amz-storage-class",
                "REDUCED_REDUNDANCY"),
            "Welcome to Amazon S3.",
            "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"),
        new Example(
            "GET",
            HOST + "?lifecycle",
            Headers.EMPTY,
            "",
            "host;x-amz-content-sha256;x-amz-date",
            "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
        new Example(
            "GET",
            HOST + "?max-keys=2&prefix=J",
            Headers.EMPTY,
            "",
            "host;x-amz-content-sha256;x-amz-date",
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void a_request_is_signed_as_amazon_signs_it(Example example) {
    Headers headers =
        signer.signed(
            example.method(),
            HttpUrl.get(example.url()),
            example.headers(),
            Signer.hash(example.body().getBytes(UTF_8)),
            KEYS,
            NOW);

    assertEquals(
        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, "
            + "SignedHeaders=%s, Signature=%s".formatted(example.signed(), example.signature()),
        headers.get("Authorization"));
    assertEquals("20130524T000000Z", headers.get("x-amz-date"));
  }

  @Test
  void the_order_of_a_query_does_not_count() {
    assertEquals(signature(HOST + "?a=1&b=2&a=0"), signature(HOST + "?b=2&a=0&a=1"));
    assertNotEquals(signature(HOST + "?a=1&b=2"), signature(HOST + "?a=2&b=1"));
  }

  @Test
  void a_port_of_its_own_belongs_to_the_host() {
    assertEquals(signature("http://minio:80/b"), signature("http://minio/b"));
    assertNotEquals(signature("http://minio:9000/b"), signature("http://minio/b"));
    assertNotEquals(signature("http://[::1]:9000/b"), signature("http://[::2]:9000/b"));
  }

  @Test
  void a_session_token_goes_along_and_is_signed() {
    var passing = new Keys(KEYS.id(), KEYS.secret(), Optional.of("t0ken"), Optional.empty());

    Headers headers =
        signer.signed("GET", HttpUrl.get(HOST), Headers.EMPTY, Signer.NO_BODY, passing, NOW);

    assertEquals("t0ken", headers.get("x-amz-security-token"));
    String authorization = String.valueOf(headers.get("Authorization"));
    assertTrue(authorization.contains(";x-amz-security-token,"), authorization);
  }

  @Test
  void a_secret_key_is_nowhere_in_what_is_sent() {
    Headers headers =
        signer.signed("GET", HttpUrl.get(HOST), Headers.EMPTY, Signer.NO_BODY, KEYS, NOW);

    assertTrue(
        headers.toMultimap().values().stream().noneMatch(v -> v.toString().contains("bPxR")));
  }

  private String signature(String url) {
    return String.valueOf(
        signer
            .signed("GET", HttpUrl.get(url), Headers.EMPTY, Signer.NO_BODY, KEYS, NOW)
            .get("Authorization"));
  }
}
