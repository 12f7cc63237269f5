package io.kprofefe.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSelectorTest {

  private static final Map<String, String> LABELS =
      Map.of("app", "web", "tier", "front", "example.com/zone", "a", "empty", "");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          app=web                       | true
          app==web                      | true
          app = web                     | true
          app=api                       | false
          app!=api                      | true
          app!=web                      | false
          other!=web                    | true
          other=web                     | false
          app                           | true
          !app                          | false
          !other                        | true
          other                         | false
          empty=                        | true
          other=                        | false
          app in (web,api)              | true
          app in (web, api)             | true
          app in (api)                  | false
          other in (api)                | false
          app notin (api,db)            | true
          app notin (web)               | false
          other notin (web)             | true
          app in(web)                   | true
          app	notin	( web , api )      | false
          empty in (web,)               | true
          empty in (,)                  | true
          other in (,)                  | false
          in=web                        | false
          ! other                       | true
          example.com/zone=a            | true
          app=web,tier=front            | true
          app=web,tier=back             | false
          app in (web,api),tier!=back   | true
          app in (web,api),!tier        | false
          """)
  void chooses_what_the_api_server_would_choose(String selector, boolean chosen) {
    assertEquals(chosen, LabelSelector.parse(selector).matches(LABELS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "app=web,",
        "=web",
        "app=web=api",
        "app in web",
        "app in (web",
        "app in (a b)",
        "app~web",
        "a b",
        "app>1",
        "-app",
        "app=-",
        "!",
        "app in ()",
        "app notin ( )",
        "app IN (web)",
        "app inweb",
        "!app=web",
        "app.example.com/",
        "/app",
        "a/b/app!=web",
        "Example.com/app!=web",
        "a_b/app!=web",
        "app in (web),,tier"
      })
  void what_is_no_selector_is_refused(String text) {
    assertThrows(IllegalArgumentException.class, () -> LabelSelector.parse(text));
  }
}
