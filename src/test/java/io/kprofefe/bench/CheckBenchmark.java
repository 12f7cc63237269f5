package io.kprofefe.bench;

import io.kprofefe.profile.PprofCheck;
import io.kprofefe.profile.PprofLimits;
import io.kprofefe.profile.PprofSummary;
import io.kprofefe.profile.ProfileFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What each profile that is scraped costs before it is stored. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = Launcher.FLAGS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class CheckBenchmark {

  private final PprofCheck check = new PprofCheck(PprofLimits.ofDecoded(64 << 20));

  /** Gzipped. */
  @Param({"2", "60", "500"})
  public int kilobytes;

  private byte[] profile = {};

  @Setup
  public void make() {
    profile =
        switch (kilobytes) {
          case 2 -> CpuProfile.small();
          case 60 -> CpuProfile.busy(1).getFirst();
          default -> CpuProfile.large();
        };
  }

  @Benchmark
  public PprofSummary one_profile() throws ProfileFailure, IOException {
    return check.check(new ByteArrayInputStream(profile));
  }
}
