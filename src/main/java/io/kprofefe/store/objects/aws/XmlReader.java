package io.kprofefe.store.objects.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the XML that stores answer with: elements, text, the five entities and characters by their
 * numbers. Documents of more than that are refused. What it takes is bounded by what it is given.
 */
final class XmlReader {

  /** A list of S3's is four elements deep. */
  private static final int DEEPEST = 16;

  /** A page of a list has a thousand keys, with a dozen elements each. */
  private static final int MOST = 50_000;

  private static final Pattern NAME = Pattern.compile("(?:[A-Za-z_][\\w.-]*:)?([A-Za-z_][\\w.-]*)");
  private static final Pattern ATTRIBUTE =
      Pattern.compile("\\s+[A-Za-z_][\\w.:-]*\\s*=\\s*(?:\"[^<\"]*+\"|'[^<']*+')");
  private static final Pattern ENTITY =
      Pattern.compile("&(?:(lt|gt|amp|quot|apos)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));");

  /** An element whose end has not come. */
  private static final class Open {

    private final String tag;
    private final String name;
    private final StringBuilder text = new StringBuilder();
    private final List<Xml> children = new ArrayList<>();

    private Open(String tag, String name) {
      this.tag = tag;
      this.name = name;
    }

    private Xml closed() {
      return new Xml(name, text.toString(), List.copyOf(children));
    }
  }

  private final String document;
  private final Deque<Open> open = new ArrayDeque<>();
  private final List<Xml> roots = new ArrayList<>();
  private int at;
  private int elements;

  XmlReader(byte[] document) throws IOException {
    this.document = decoded(document);
  }

  Xml document() throws IOException {
    at = document.startsWith("\uFEFF") ? 1 : 0;
    while (at < document.length()) {
      if (document.charAt(at) != '<') {
        text();
      } else if (document.startsWith("<!--", at)) {
        after("-->");
      } else if (document.startsWith("<?", at)) {
        after("?>");
      } else if (document.startsWith("</", at)) {
        end();
      } else {
        begin();
      }
    }
    if (!open.isEmpty() || roots.size() != 1) {
      throw new IOException("XML that does not end");
    }
    return roots.getFirst();
  }

  private void text() throws IOException {
    int next = document.indexOf('<', at);
    String text = document.substring(at, next < 0 ? document.length() : next);
    if (!open.isEmpty()) {
      open.getLast().text.append(unescaped(text));
    } else if (!text.isBlank()) {
      throw new IOException("text outside of XML");
    }
    at += text.length();
  }

  private void after(String end) throws IOException {
    int found = document.indexOf(end, at + 2);
    if (found < 0) {
      throw new IOException("XML that does not end");
    }
    at = found + end.length();
  }

  private void begin() throws IOException {
    Matcher name = at(NAME, at + 1);
    if (++elements > MOST || open.size() >= DEEPEST || (open.isEmpty() && !roots.isEmpty())) {
      throw new IOException("more XML than a store has to say");
    }
    at = name.end();
    var element = new Open(name.group(), name.group(1));
    for (Matcher attribute = matcher(ATTRIBUTE); attribute.lookingAt(); ) {
      at = attribute.end();
      attribute.region(at, document.length());
    }
    skipBlanks();
    if (document.startsWith("/>", at)) {
      at += 2;
      add(element.closed());
    } else {
      expect('>');
      open.addLast(element);
    }
  }

  private void end() throws IOException {
    Matcher name = at(NAME, at + 2);
    at = name.end();
    skipBlanks();
    expect('>');
    if (open.isEmpty() || !open.getLast().tag.equals(name.group())) {
      throw new IOException("XML whose elements do not end in turn");
    }
    add(open.removeLast().closed());
  }

  private void add(Xml element) {
    (open.isEmpty() ? roots : open.getLast().children).add(element);
  }

  private Matcher matcher(Pattern pattern) {
    return pattern.matcher(document).region(at, document.length());
  }

  private Matcher at(Pattern pattern, int start) throws IOException {
    Matcher matcher =
        pattern.matcher(document).region(Math.min(start, document.length()), document.length());
    if (!matcher.lookingAt()) {
      throw new IOException("not XML as a store writes it");
    }
    return matcher;
  }

  private void skipBlanks() {
    while (at < document.length() && Character.isWhitespace(document.charAt(at))) {
      at++;
    }
  }

  private void expect(char wanted) throws IOException {
    if (at >= document.length() || document.charAt(at) != wanted) {
      throw new IOException("not XML as a store writes it");
    }
    at++;
  }

  private static String unescaped(String text) throws IOException {
    if (text.indexOf('&') < 0) {
      return text;
    }
    var unescaped = new StringBuilder(text.length());
    Matcher entity = ENTITY.matcher(text);
    int from = 0;
    for (int next = text.indexOf('&'); next >= 0; next = text.indexOf('&', from)) {
      if (!entity.region(next, text.length()).lookingAt()) {
        throw new IOException("XML with an entity that nobody knows");
      }
      unescaped.append(text, from, next).appendCodePoint(character(entity));
      from = entity.end();
    }
    return unescaped.append(text, from, text.length()).toString();
  }

  private static int character(Matcher entity) throws IOException {
    if (entity.group(1) != null) {
      return switch (entity.group(1)) {
        case "lt" -> '<';
        case "gt" -> '>';
        case "amp" -> '&';
        case "quot" -> '"';
        default -> '\'';
      };
    }
    int number =
        entity.group(2) != null
            ? Integer.parseInt(entity.group(2))
            : Integer.parseInt(entity.group(3), 16);
    if (!Character.isValidCodePoint(number)) {
      throw new IOException("XML with a character that is none");
    }
    return number;
  }

  private static String decoded(byte[] document) throws IOException {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw new IOException("XML that is no UTF-8", notUtf8);
    }
  }
}
