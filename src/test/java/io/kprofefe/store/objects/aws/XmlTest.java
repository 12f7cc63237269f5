package io.kprofefe.store.objects.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class XmlTest {

  @Test
  void an_answer_is_read_by_the_names_of_its_elements() throws IOException {
    Xml list =
        read(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- of a store -->
            <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
              <Name>profiles</Name><Prefix/>
              <Contents><Key>a</Key><ETag>&quot;1&quot;</ETag></Contents>
              <Contents ><Key>b &amp;&#38;&#x26; c</Key ></Contents>
            </ListBucketResult>
            """);

    assertEquals("ListBucketResult", list.name());
    assertEquals("profiles", list.of("Name"));
    assertEquals("", list.of("Prefix"));
    assertEquals("", list.of("Marker"));
    assertEquals(
        List.of("a", "b &&& c"), list.all("Contents").stream().map(one -> one.of("Key")).toList());
    assertEquals("\"1\"", list.all("Contents").getFirst().of("ETag"));
  }

  @ParameterizedTest
  @CsvSource({"<a>&lt;&gt;&apos;</a>, <>'", "<s3:a b='&gt;'>x</s3:a>, x", "<a>ü&#252;</a>, üü"})
  void text_is_what_it_stands_for(String document, String text) throws IOException {
    assertEquals(text, read(document).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "hello",
        "{\"Code\": 1}",
        "<a>",
        "<a",
        "<a b=",
        "<a b='",
        "</a>",
        "<a></b>",
        "<a><b></a></b>",
        "<a/><a/>",
        "<a/>b",
        "b<a/>",
        "<a>&nbsp;</a>",
        "<a>&",
        "<a>&#1114112;</a>",
        "<a>&#x110000;</a>",
        "<a>&#;</a>",
        "<a b=c/>",
        "<1/>",
        "<!DOCTYPE a><a/>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
        "<a><![CDATA[b]]></a>",
        "<!-- <a/>",
        "<?xml <a/>",
        "<html><p>Not found<br></html>",
      })
  void what_no_store_writes_is_refused(String document) {
    assertThrows(IOException.class, () -> read(document));
  }

  @Test
  void what_is_no_utf_8_is_refused() {
    assertThrows(IOException.class, () -> Xml.read(new byte[] {'<', 'a', '>', (byte) 0xff}));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<a>", "<a/>", "<a b=''", "<a>&lt;", "<a></a>", "<!---->", "&", "<a:"})
  void what_repeats_without_an_end_is_refused(String piece) {
    assertThrows(IOException.class, () -> read(piece.repeat((4 << 20) / piece.length())));
  }

  @Test
  void what_is_too_deep_or_too_much_is_refused() throws IOException {
    read("<a>".repeat(16) + "</a>".repeat(16));
    assertThrows(IOException.class, () -> read("<a>".repeat(17) + "</a>".repeat(17)));
    read("<a>" + "<b/>".repeat(49_999) + "</a>");
    assertThrows(IOException.class, () -> read("<a>" + "<b/>".repeat(50_000) + "</a>"));
  }

  private static Xml read(String document) throws IOException {
    return Xml.read(document.getBytes(UTF_8));
  }
}
