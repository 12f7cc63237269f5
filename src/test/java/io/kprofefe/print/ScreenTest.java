package io.kprofefe.print;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.run.ProfileEnd;
import io.kprofefe.testing.Targets;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

/** Log lines and the progress bar share standard error without getting into each other's way. */
class ScreenTest {

  private static final String ERASE = "\r\u001b[2K";

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @Test
  void a_line_that_stays_is_written_above_the_one_that_changes() {
    Screen screen = screen(true);
    screen.status("working");
    screen.say("news");

    assertEquals("working" + ERASE + "news\nworking", written());
  }

  @Test
  void where_there_is_no_terminal_nothing_changes() {
    Screen screen = screen(false);
    screen.status("working");
    screen.say("news");
    screen.erase();

    assertEquals("news\n", written());
  }

  @Test
  void the_progress_bar_tells_how_far_it_is_and_leaves_no_trace() {
    try (var bar = new ProgressBar(screen(true), InstantSource.fixed(Instant.EPOCH))) {
      bar.wanted(2);
      bar.ended(end(Outcome.STORED)); // within a tenth of a second: not drawn
      bar.ended(end(Outcome.TIMEOUT));
    }

    assertEquals(
        "[........................] 0 of 2 profiles"
            + ERASE
            + "[########################] 2 of 2 profiles, 1 failed"
            + ERASE,
        written());
  }

  @Test
  void a_log_line_is_one_line_without_a_stack_trace_unless_asked_for() {
    var news = new LogRecord(Level.WARNING, "lost\n\u001b[31mred");
    news.setLoggerName("io.kprofefe.test");
    news.setInstant(Instant.parse("2026-11-21T11:01:55.1234Z"));
    news.setThrown(new IllegalStateException("why"));

    assertEquals(
        "2026-11-21T11:01:55.123Z warning lost\\u000A\\u001B[31mred:"
            + " java.lang.IllegalStateException: why",
        new LogLine(LogFormat.TEXT, false).format(news));
    assertEquals(
        "{\"time\":\"2026-11-21T11:01:55.123Z\",\"level\":\"warning\","
            + "\"logger\":\"io.kprofefe.test\",\"message\":\"lost\\\\u000A\\\\u001B[31mred:"
            + " java.lang.IllegalStateException: why\"}",
        new LogLine(LogFormat.JSON, false).format(news));
    assertEquals(
        1,
        new LogLine(LogFormat.TEXT, true)
            .format(news)
            .lines()
            .filter(line -> line.contains("ScreenTest.a_log_line"))
            .count());
  }

  private static ProfileEnd end(Outcome outcome) {
    return new ProfileEnd(
        Targets.at(1), Targets.handler(ProfileType.HEAP), outcome, "", 0, List.of());
  }

  private Screen screen(boolean terminal) {
    return new Screen(new PrintStream(written, true, UTF_8), terminal);
  }

  private String written() {
    return written.toString(UTF_8);
  }
}
