package io.kprofefe.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Orders as JSON, signed and checked: parsing, and big numbers. */
final class SignedOrders implements Work {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final KeyPair keys;

  SignedOrders() {
    try {
      keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }

  @Override
  public void round() {
    try {
      byte[] order = JSON.writeValueAsBytes(order());
      if (!isSigned(order, sign(order))) {
        throw new IllegalStateException("a signature of our own is wrong");
      }
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }

  private static Map<String, Object> order() {
    var random = ThreadLocalRandom.current();
    List<Map<String, Object>> lines =
        IntStream.range(0, 500)
            .mapToObj(
                i -> Map.<String, Object>of("article", "a-" + i, "price", random.nextDouble(100)))
            .toList();
    return Map.of("customer", random.nextInt(10_000), "lines", lines);
  }

  private byte[] sign(byte[] order) throws GeneralSecurityException {
    var signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(keys.getPrivate());
    signature.update(order);
    return signature.sign();
  }

  private boolean isSigned(byte[] order, byte[] signed) throws GeneralSecurityException {
    var signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(keys.getPublic());
    signature.update(order);
    return signature.verify(signed);
  }
}
