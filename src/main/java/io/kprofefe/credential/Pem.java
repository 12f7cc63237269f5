package io.kprofefe.credential;

import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** One block of a PEM file (RFC 7468); the text around the blocks is for people. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Pem(String label, byte[] der) {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

  /**
   * All blocks with a label that ends so, in their order.
   *
   * @throws IllegalArgumentException when one is not base64
   */
  static List<Pem> labelled(String end, String text) {
    return BLOCK
        .matcher(text)
        .results()
        .filter(block -> block.group(1).endsWith(end))
        .map(block -> new Pem(block.group(1), Base64.getMimeDecoder().decode(block.group(2))))
        .toList();
  }
}
