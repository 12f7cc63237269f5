package io.kprofefe.bench;

import io.kprofefe.bench.GoProgram.CodeLine;
import io.kprofefe.bench.GoProgram.GoFunction;
import io.kprofefe.profile.pprof.Function;
import io.kprofefe.profile.pprof.Line;
import io.kprofefe.profile.pprof.Location;
import io.kprofefe.profile.pprof.Mapping;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.profile.pprof.Sample;
import io.kprofefe.profile.pprof.ValueType;
import io.kprofefe.testing.Pprofs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * CPU profiles of a program, as Go writes them: entries are numbered as they are met, 100 ticks a
 * second. In samples, locations, functions and strings they are like those of Go's own compiler.
 */
final class CpuProfile {

  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(10);

  private final Profile.Builder profile = Profile.newBuilder();
  private final Map<String, Integer> strings = new LinkedHashMap<>();
  private final Map<CodeLine, Integer> locations = new LinkedHashMap<>();
  private final Map<String, Integer> functions = new LinkedHashMap<>();

  private CpuProfile() {}

  /**
   * Gzipped.
   *
   * @param number another number is another profile
   * @param ticks of the clock; with more than one on the same stack there are fewer samples
   */
  static byte[] of(GoProgram program, int number, int ticks) {
    return Pprofs.gzip(new CpuProfile().written(program, number, ticks).toByteArray());
  }

  /** About 2 kB gzipped: a program that is nearly idle. */
  static byte[] small() {
    return of(new GoProgram(1, 1400), 1, 2);
  }

  /** About 60 kB gzipped, each other: a program with work on its hands. */
  static List<byte[]> busy(int count) {
    var program = new GoProgram(1, 1400);
    return IntStream.range(0, count).mapToObj(number -> of(program, number, 760)).toList();
  }

  /** About 500 kB gzipped: a large program, for minutes. */
  static byte[] large() {
    return of(new GoProgram(1, 9_000), 1, 8_000);
  }

  private Profile written(GoProgram program, int number, int ticks) {
    string("");
    ValueType samples = type("samples", "count");
    ValueType cpu = type("cpu", "nanoseconds");
    var random = new Random(number);
    var counted = new LinkedHashMap<List<CodeLine>, Integer>();
    for (int tick = 0; tick < ticks; tick++) {
      counted.merge(program.tick(random), 1, Integer::sum);
    }
    counted.forEach(this::addSample);
    return profile
        .addSampleType(samples)
        .addSampleType(cpu)
        .setPeriodType(cpu)
        .setPeriod(PERIOD)
        .setTimeNanos(TimeUnit.SECONDS.toNanos(1_795_168_800L + 60L * number))
        .setDurationNanos(TimeUnit.SECONDS.toNanos(30))
        .addMapping(
            Mapping.newBuilder()
                .setId(1)
                .setMemoryStart(0x40_0000)
                .setMemoryLimit(0x40_0000_0000L)
                .setFilename(string("/usr/local/bin/shop"))
                .setHasFunctions(true))
        .addAllStringTable(strings.keySet())
        .build();
  }

  private void addSample(List<CodeLine> stack, int count) {
    var sample = Sample.newBuilder().addValue(count).addValue(count * PERIOD);
    stack.forEach(line -> sample.addLocationId(location(line)));
    profile.addSample(sample);
  }

  private int location(CodeLine line) {
    Integer known = locations.get(line);
    if (known != null) {
      return known;
    }
    int id = locations.size() + 1;
    locations.put(line, id);
    var location = Location.newBuilder().setId(id).setMappingId(1).setAddress(line.address());
    line.lines()
        .forEach(each ->
            location.addLine(
                Line.newBuilder().setFunctionId(function(each.function())).setLine(each.number())));
    profile.addLocation(location);
    return id;
  }

  private int function(GoFunction function) {
    Integer known = functions.get(function.name());
    if (known != null) {
      return known;
    }
    int id = functions.size() + 1;
    functions.put(function.name(), id);
    profile.addFunction(
        Function.newBuilder()
            .setId(id)
            .setName(string(function.name()))
            .setSystemName(string(function.name()))
            .setFilename(string(function.file()))
            .setStartLine(function.firstLine()));
    return id;
  }

  private ValueType type(String type, String unit) {
    return ValueType.newBuilder().setType(string(type)).setUnit(string(unit)).build();
  }

  private int string(String string) {
    Integer known = strings.putIfAbsent(string, strings.size());
    return known == null ? strings.size() - 1 : known;
  }
}
