package io.kprofefe.bench;

import io.kprofefe.analysis.AnalysisException;
import io.kprofefe.analysis.ProfileMerge;
import io.kprofefe.profile.PprofLimits;
import io.kprofefe.profile.ProfileFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Many CPU profiles of 60 kB become one, which is written. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = Launcher.FLAGS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class MergeBenchmark {

  private final List<byte[]> profiles = CpuProfile.busy(100);

  @Benchmark
  public void a_hundred_profiles() throws ProfileFailure, AnalysisException, IOException {
    var merge = new ProfileMerge(PprofLimits.ofDecoded(64 << 20));
    for (byte[] profile : profiles) {
      merge.add(new ByteArrayInputStream(profile));
    }
    merge.writeTo(OutputStream.nullOutputStream());
  }
}
