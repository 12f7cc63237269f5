package io.kprofefe.store.objects.aws;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * An element of an answer in XML. Names are without their prefixes, and attributes are not kept:
 * S3's answers say nothing by them.
 *
 * @param text that stands in it, but not in its children
 */
public record Xml(String name, String text, List<Xml> children) {

  /**
   * Reads a document.
   *
   * @throws IOException when it is not one that an honest server would send: cut off, too deep, too
   *     many elements, or with a document type, which could have it grow
   */
  public static Xml read(byte[] document) throws IOException {
    return new XmlReader(document).document();
  }

  /** All children of this name. */
  public List<Xml> all(String child) {
    return children.stream().filter(one -> one.name.equals(child)).toList();
  }

  /** The first child of this name. */
  public Optional<Xml> first(String child) {
    return children.stream().filter(one -> one.name.equals(child)).findFirst();
  }

  /** What stands in the first child of this name; empty where there is nothing. */
  public String of(String child) {
    return first(child).map(Xml::text).orElse("");
  }
}
