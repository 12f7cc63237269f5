package io.kprofefe.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Plays what was recorded with a real Profefe (92baf9f, storage badger). Where we answer in another
 * way on purpose, deviations.properties says so, and why; nothing may stand there in vain.
 */
class ReplayTest extends OnFreshRegistry {

  private final Placeholders ids = new Placeholders();

  @TestFactory
  Stream<DynamicTest> each_answer_is_the_real_servers_or_differs_as_declared() throws IOException {
    Properties deviations = deviations();
    return RecordedExchange.all().stream()
        .map(exchange ->
            DynamicTest.dynamicTest(
                exchange.name(), () -> play(exchange, deviations.getProperty(exchange.name()))));
  }

  @Test
  void every_declared_deviation_is_of_a_recorded_exchange_and_has_a_reason() throws IOException {
    List<String> names = RecordedExchange.all().stream().map(RecordedExchange::name).toList();
    Properties deviations = deviations();
    var unknown = new HashSet<>(deviations.stringPropertyNames());
    names.forEach(unknown::remove);
    assertTrue(unknown.isEmpty(), unknown::toString);
    for (String name : deviations.stringPropertyNames()) {
      assertTrue(deviations.getProperty(name).matches("\\d{3}: \\S.{20,}"), name);
    }
  }

  private void play(RecordedExchange exchange, @Nullable String deviation) throws IOException {
    RawClient.Answer answer = exchange.sendTo(client, ids);
    if (deviation == null) {
      exchange.compare(answer, ids);
    } else {
      assertEquals(deviation.substring(0, 3), String.valueOf(answer.status()), deviation);
      assertThrows(
          AssertionError.class,
          () -> exchange.compare(answer, ids),
          "it is answered as the real server does: " + deviation);
    }
  }

  private static Properties deviations() throws IOException {
    var deviations = new Properties();
    deviations.load(
        new StringReader(new String(RecordedExchange.resource("deviations.properties"), UTF_8)));
    return deviations;
  }
}
