package io.kprofefe.store.objects;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kprofefe.store.objects.aws.Xml;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A page of a list, as a store gave it: its names may be anybody's.
 *
 * @param folders end in a slash
 * @param next where the list goes on; empty when it does not
 */
record ObjectPage(List<String> keys, List<String> folders, Optional<String> next) {

  private static final int LONGEST_TOKEN = 4096;

  /**
   * Reads a page.
   *
   * @throws IOException when it is none; says why
   */
  static ObjectPage read(byte[] answer) throws IOException {
    Xml list = Xml.read(answer);
    if (!list.name().equals("ListBucketResult")) {
      throw new IOException("no list");
    }
    UnaryOperator<String> decoded =
        list.of("EncodingType").equals("url") ? ObjectPage::decoded : UnaryOperator.identity();
    return new ObjectPage(
        list.all("Contents").stream().map(one -> one.of("Key")).map(decoded).toList(),
        list.all("CommonPrefixes").stream().map(one -> one.of("Prefix")).map(decoded).toList(),
        list.of("IsTruncated").equals("true") ? Optional.of(token(list)) : Optional.empty());
  }

  private static String token(Xml list) throws IOException {
    String token = list.of("NextContinuationToken");
    if (token.isEmpty() || token.length() > LONGEST_TOKEN) {
      throw new IOException("a list that goes on, but does not say where");
    }
    return token;
  }

  /** As it came where it was not encoded: then it is nobody's key, or as good as it is. */
  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name, UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return name;
    }
  }
}
