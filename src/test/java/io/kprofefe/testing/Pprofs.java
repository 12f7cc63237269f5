package io.kprofefe.testing;

import io.kprofefe.profile.pprof.Function;
import io.kprofefe.profile.pprof.Line;
import io.kprofefe.profile.pprof.Location;
import io.kprofefe.profile.pprof.Mapping;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.profile.pprof.Sample;
import io.kprofefe.profile.pprof.ValueType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Small profiles made by hand. */
public final class Pprofs {

  private Pprofs() {}

  /** {@code main.leaf} called by {@code main.main}: 10 ns, at 10:00 for a second. */
  public static Profile.Builder small() {
    return Profile.newBuilder()
        .addAllStringTable(
            List.of("", "cpu", "nanoseconds", "main.main", "main.leaf", "/bin/app", "main.go"))
        .addSampleType(ValueType.newBuilder().setType(1).setUnit(2))
        .addMapping(
            Mapping.newBuilder()
                .setId(1)
                .setMemoryStart(0x1000)
                .setMemoryLimit(0x9000)
                .setFilename(5))
        .addFunction(Function.newBuilder().setId(1).setName(3).setSystemName(3).setFilename(6))
        .addFunction(Function.newBuilder().setId(2).setName(4).setSystemName(4).setFilename(6))
        .addLocation(location(1, 1).setAddress(0x1100))
        .addLocation(location(2, 2).setAddress(0x1200))
        .addSample(Sample.newBuilder().addLocationId(2).addLocationId(1).addValue(10))
        .setTimeNanos(1_795_168_800_000_000_000L)
        .setDurationNanos(1_000_000_000)
        .setPeriodType(ValueType.newBuilder().setType(1).setUnit(2))
        .setPeriod(10);
  }

  /** In mapping 1, with a line of each of these functions, the innermost first. */
  public static Location.Builder location(long id, long... functions) {
    var location = Location.newBuilder().setId(id).setMappingId(1);
    for (long function : functions) {
      location.addLine(Line.newBuilder().setFunctionId(function).setLine(7));
    }
    return location;
  }

  /** One gzip member a part. */
  public static byte[] gzip(byte[]... parts) {
    var bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      try (var gzip = new GZIPOutputStream(bytes)) {
        gzip.write(part);
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }
    return bytes.toByteArray();
  }

  /** One after the other. */
  public static byte[] glued(byte[]... parts) {
    var bytes = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(bytes::writeBytes);
    return bytes.toByteArray();
  }
}
