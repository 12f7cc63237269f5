package io.kprofefe.demo;

import io.kprofefe.profile.pprof.Function;
import io.kprofefe.profile.pprof.Line;
import io.kprofefe.profile.pprof.Location;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.profile.pprof.Sample;
import io.kprofefe.profile.pprof.ValueType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** A thread dump as pprof, in the place of Go's goroutines: one sample a platform thread. */
final class Threads {

  private final Profile.Builder profile = Profile.newBuilder().addStringTable("");
  private final Map<String, Long> strings = new HashMap<>();
  private final Map<String, Long> functions = new HashMap<>();

  private Threads() {}

  static byte[] now() throws IOException {
    var threads = new Threads();
    Thread.getAllStackTraces().values().stream()
        .filter(stack -> stack.length > 0)
        .forEach(threads::add);
    return threads.gzipped();
  }

  private void add(StackTraceElement[] stack) {
    var sample = Sample.newBuilder().addValue(1);
    for (StackTraceElement frame : stack) {
      sample.addLocationId(location(frame.getClassName() + "." + frame.getMethodName()));
    }
    profile.addSample(sample);
  }

  /** Each function has one location, of the same number. */
  private long location(String name) {
    return functions.computeIfAbsent(
        name,
        _ -> {
          long id = functions.size() + 1L;
          profile.addFunction(Function.newBuilder().setId(id).setName(string(name)));
          profile.addLocation(
              Location.newBuilder().setId(id).addLine(Line.newBuilder().setFunctionId(id)));
          return id;
        });
  }

  private long string(String text) {
    return strings.computeIfAbsent(
        text,
        _ -> {
          profile.addStringTable(text);
          return profile.getStringTableCount() - 1L;
        });
  }

  private byte[] gzipped() throws IOException {
    var type = ValueType.newBuilder().setType(string("goroutine")).setUnit(string("count"));
    profile
        .addSampleType(type)
        .setTimeNanos(ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now()));
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      profile.build().writeTo(gzip);
    }
    return bytes.toByteArray();
  }
}
