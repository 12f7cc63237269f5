package io.kprofefe.print;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.kprofefe.profile.Untrusted;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;

/** One log record as a line of text, or as one JSON object. */
final class LogLine extends Formatter {

  private final LogFormat format;
  private final boolean verbose;

  LogLine(LogFormat format, boolean verbose) {
    this.format = format;
    this.verbose = verbose;
  }

  @Override
  public String format(LogRecord news) {
    return format == LogFormat.JSON ? json(news) : text(news);
  }

  private String text(LogRecord news) {
    String from = verbose ? news.getLoggerName() + ": " : "";
    return time(news) + " " + level(news) + " " + from + message(news) + stackTrace(news);
  }

  private String json(LogRecord news) {
    var line = new StringWriter();
    try (JsonGenerator generator = new JsonFactory().createGenerator(line)) {
      generator.writeStartObject();
      generator.writeStringField("time", time(news));
      generator.writeStringField("level", level(news));
      generator.writeStringField("logger", news.getLoggerName());
      generator.writeStringField("message", message(news));
      if (!stackTrace(news).isEmpty()) {
        generator.writeStringField("stackTrace", stackTrace(news).strip());
      }
      generator.writeEndObject();
    } catch (IOException impossibleInMemory) {
      throw new UncheckedIOException(impossibleInMemory);
    }
    return line.toString();
  }

  private static String time(LogRecord news) {
    return news.getInstant().truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static String level(LogRecord news) {
    Level level = news.getLevel();
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return "error";
    }
    return level.intValue() < Level.INFO.intValue()
        ? "debug"
        : level.getName().toLowerCase(Locale.ROOT);
  }

  private String message(LogRecord news) {
    Throwable thrown = news.getThrown();
    String cause = thrown == null ? "" : ": " + thrown;
    return Untrusted.shown(formatMessage(news) + cause);
  }

  private String stackTrace(LogRecord news) {
    Throwable thrown = news.getThrown();
    if (thrown == null || !verbose) {
      return "";
    }
    var trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return trace
        .toString()
        .lines()
        .map(Untrusted::shown)
        .collect(Collectors.joining("\n", "\n", ""));
  }
}
