package io.kprofefe.print;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ages in kubectl's words: the cases of its own test, and both sides of each of its steps. */
class AgeTest {

  @ParameterizedTest
  @CsvSource({
    "PT-0.9S, 0s",
    "PT-1.9S, 0s",
    "PT-2S, <invalid>",
    "PT-1H, <invalid>",
    "PT0S, 0s",
    "PT0.9S, 0s",
    "PT45S, 45s",
    "PT1M10S, 70s",
    "PT119S, 119s",
    "PT2M, 2m",
    "PT3M12S, 3m12s",
    "PT9M59S, 9m59s",
    "PT10M59S, 10m",
    "PT47M58S, 47m",
    "PT179M59S, 179m",
    "PT3H, 3h",
    "PT3H59S, 3h",
    "PT5H2M, 5h2m",
    "PT7H59M, 7h59m",
    "PT8H59M, 8h",
    "PT47H59M, 47h",
    "PT48H, 2d",
    "PT51H, 2d3h",
    "P7DT23H, 7d23h",
    "P8DT5H, 8d",
    "P400D, 400d",
    "P729DT23H, 729d",
    "P730D, 2y",
    "P735D, 2y5d",
    "P2919D, 7y364d",
    "P2920D, 8y",
    "P3285D, 9y",
  })
  void it_reads_as_kubectl_prints_it(Duration age, String shown) {
    assertEquals(shown, Age.of(age));
  }
}
