package io.kprofefe.testing;

import io.kprofefe.profile.pprof.Function;
import io.kprofefe.profile.pprof.Line;
import io.kprofefe.profile.pprof.Location;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.profile.pprof.Sample;
import io.kprofefe.profile.pprof.ValueType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** Small profiles that are what a test needs them to be; real ones are among the resources. */
public final class Profiles {

  private Profiles() {}

  /** A sound CPU profile of one sample, taken at this time. */
  public static byte[] at(Instant time) {
    return gzipped(
        withoutSamples(time).addSample(Sample.newBuilder().addLocationId(1).addValue(1)));
  }

  /** One that does not say when it was taken. */
  public static byte[] withoutTime() {
    return at(Instant.EPOCH);
  }

  /** A sound profile in which nothing happened. */
  public static byte[] empty() {
    return gzipped(withoutSamples(Instant.now()));
  }

  private static Profile.Builder withoutSamples(Instant time) {
    return Profile.newBuilder()
        .addAllStringTable(List.of("", "cpu", "nanoseconds", "main.main"))
        .addSampleType(ValueType.newBuilder().setType(1).setUnit(2))
        .addFunction(Function.newBuilder().setId(1).setName(3))
        .addLocation(Location.newBuilder().setId(1).addLine(Line.newBuilder().setFunctionId(1)))
        .setTimeNanos(TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano());
  }

  private static byte[] gzipped(Profile.Builder profile) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      profile.build().writeTo(gzip);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
