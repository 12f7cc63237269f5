package io.kprofefe.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many pods of a service are taken. */
class PodsPerServiceTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "3, 1, 1",
    "3, 3, 3",
    "3, 300, 3",
    "999999999, 2147483647, 999999999",
    "1%, 1, 1",
    "1%, 100, 1",
    "1%, 101, 2",
    "10%, 9, 1",
    "10%, 10, 1",
    "10%, 11, 2",
    "33%, 3, 1",
    "34%, 3, 2",
    "99%, 2, 2",
    "100%, 7, 7",
    "100%, 2147483647, 2147483647",
    "0.01%, 1, 1",
    "0.01%, 10000, 1",
    "0.01%, 10001, 2",
    "12.5%, 16, 2",
    "12.5%, 17, 3",
  })
  void a_share_is_rounded_up_and_a_number_is_no_more_than_there_are(
      String said, int pods, int taken) {
    assertEquals(taken, PodsPerService.parse(said).of(pods));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "12", "10%", "0.5%", "12.25%", "100%"})
  void it_is_written_as_it_is_read(String text) {
    assertEquals(text, PodsPerService.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "-1",
        "+1",
        "1.5",
        "0%",
        "0.00%",
        "0.001%",
        "101%",
        "100.01%",
        "%",
        "10 %",
        " 1",
        "1\n",
        "10%%",
        "ten",
        "1e3",
        "9999999999",
        "٣",
        ".5%",
        "5.%"
      })
  void anything_else_is_refused(String text) {
    assertThrows(IllegalArgumentException.class, () -> PodsPerService.parse(text));
  }
}
