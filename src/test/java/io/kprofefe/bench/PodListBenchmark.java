package io.kprofefe.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kprofefe.kubernetes.OnePage;
import io.kprofefe.target.Pod;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A page of 500 pods, each of 10 kB with its managed fields, as kube-apiserver 1.36.3 sends it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = Launcher.FLAGS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PodListBenchmark {

  private static final int PODS = 500;
  private static final String UID = "d3f94648-2c12-47bf-8200-ebd923b41cb9";

  private byte[] page = {};

  @Setup
  public void make() throws IOException {
    String one;
    try (InputStream recorded = PodListBenchmark.class.getResourceAsStream("/bench/one-pod.json")) {
      one = new String(Objects.requireNonNull(recorded).readAllBytes(), UTF_8);
    }
    int start = one.indexOf("\"items\":[") + "\"items\":[".length();
    int end = one.lastIndexOf(']');
    String pod = one.substring(start, end);
    page =
        IntStream.range(0, PODS)
            .mapToObj(number -> pod.replace(UID, new UUID(number, number).toString()))
            .collect(Collectors.joining(",", one.substring(0, start), one.substring(end)))
            .getBytes(UTF_8);
    if (OnePage.pods(page).size() != PODS) {
      throw new IllegalStateException("the page does not have " + PODS + " pods");
    }
  }

  @Benchmark
  public List<Pod> five_hundred_pods() throws IOException {
    return OnePage.pods(page);
  }
}
