package io.kprofefe.store.pyroscope;

import static io.kprofefe.store.pyroscope.Pushing.NOON;
import static io.kprofefe.store.pyroscope.Pushing.failure;
import static io.kprofefe.store.pyroscope.Pushing.profile;
import static io.kprofefe.store.pyroscope.Pushing.sink;
import static io.kprofefe.store.pyroscope.RecordedPush.resource;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.StoredType;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.store.NewProfile;
import io.kprofefe.testing.FakePyroscope;
import io.kprofefe.testing.FakePyroscope.Stored;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes to Pyroscope of which type, and under which name. */
@Timeout(120)
class SuitedTest {

  private final FakePyroscope pyroscope = FakePyroscope.start();

  @AfterEach
  void close() {
    pyroscope.close();
  }

  @ParameterizedTest
  @CsvSource({
    "CPU, '', process_cpu",
    "GOROUTINE, '', goroutine",
    "THREADCREATE, '', threadcreate",
    "OTHER, profile_type=fgprof, fgprof",
    "OTHER, profile_type=godeltaprof_memory, memory",
    "OTHER, profile_type=godeltaprof_mutex, mutex",
    "OTHER, profile_type=godeltaprof_block, block",
    "OTHER, profile_type=my-own, my_own",
    "OTHER, a=b, other",
    "OTHER, profile_type=, other",
  })
  void a_type_has_the_name_that_alloy_gives_it(StoredType type, String label, String name)
      throws Exception {
    String[] labels = label.isEmpty() ? new String[0] : new String[] {label};
    sink(pyroscope.uri()).write(profile(type, resource("cpu.pb.gz"), labels));

    Stored stored = pyroscope.stored().getFirst();
    assertEquals(name, stored.labels().get("__name__"));
    assertTrue(!stored.labels().containsKey("profile_type"), "the name says it");
  }

  @ParameterizedTest
  @CsvSource({
    "MUTEX, mutex.pb.gz, '', --delta",
    "BLOCK, block.pb.gz, '', --delta",
    "OTHER, heap.pb.gz, profile_type=allocs, godeltaprof_memory",
  })
  void what_counts_from_the_programs_start_is_declined(
      StoredType type, String file, String label, String way) throws Exception {
    String[] labels = label.isEmpty() ? new String[0] : new String[] {label};
    ProfileFailure failure = failure(sink(pyroscope.uri()), profile(type, resource(file), labels));

    assertEquals(Outcome.DECLINED, failure.outcome());
    assertEquals(
        "it counts from the program's start, and Pyroscope would add it up again with each run: only"
            + " a delta ("
            + way
            + ") is of use there",
        failure.reason());
    assertEquals(0, pyroscope.pushes());
  }

  @ParameterizedTest
  @CsvSource({
    "MUTEX, mutex.pb.gz, '', mutex",
    "BLOCK, block.pb.gz, '', block",
    "OTHER, heap.pb.gz, profile_type=allocs, allocs",
    "HEAP, heap.pb.gz, '', memory",
  })
  void a_delta_says_how_long_it_took_and_goes_there_as_it_is(
      StoredType type, String file, String label, String name) throws Exception {
    Profile whole = parsed(resource(file));
    byte[] delta =
        whole.toBuilder().setDurationNanos(TimeUnit.SECONDS.toNanos(10)).build().toByteArray();
    String[] labels = label.isEmpty() ? new String[0] : new String[] {label};

    sink(pyroscope.uri()).write(profile(type, delta, labels));

    Stored stored = pyroscope.stored().getFirst();
    assertEquals(name, stored.labels().get("__name__"));
    assertEquals(whole.getSampleList(), stored.profile().getSampleList());
  }

  @Test
  void of_a_heap_profile_goes_what_is_in_use_and_not_what_was_allocated_from_the_start()
      throws Exception {
    sink(pyroscope.uri()).write(profile(StoredType.HEAP, resource("heap.pb.gz")));

    Stored stored = pyroscope.stored().getFirst();
    assertEquals("memory", stored.labels().get("__name__"));
    assertEquals(List.of("inuse_objects", "inuse_space"), stored.sampleTypes());
    assertEquals(6_412_054, stored.total("inuse_space"));
  }

  @Test
  void of_what_godeltaprof_says_of_memory_goes_what_was_allocated_and_not_what_heap_brings()
      throws Exception {
    sink(pyroscope.uri())
        .write(
            profile(StoredType.OTHER, resource("heap.pb.gz"), "profile_type=godeltaprof_memory"));

    Stored stored = pyroscope.stored().getFirst();
    assertEquals("memory", stored.labels().get("__name__"));
    assertEquals(List.of("alloc_objects", "alloc_space"), stored.sampleTypes());
  }

  @Test
  void where_nothing_was_allocated_since_it_is_declined() throws Exception {
    Profile.Builder idle = parsed(resource("heap.pb.gz")).toBuilder();
    idle.getSampleBuilderList().forEach(sample -> sample.setValue(0, 0).setValue(1, 0));
    NewProfile profile =
        profile(StoredType.OTHER, idle.build().toByteArray(), "profile_type=godeltaprof_memory");

    ProfileFailure failure = failure(sink(pyroscope.uri()), profile);

    assertEquals(Outcome.DECLINED, failure.outcome());
    assertEquals(
        "nothing was allocated since it was last asked for, and what is in use goes with heap",
        failure.reason());
  }

  @Test
  void a_heap_profile_of_which_nothing_is_in_use_is_declined() throws Exception {
    Profile.Builder idle = parsed(resource("heap.pb.gz")).toBuilder();
    idle.getSampleBuilderList().forEach(sample -> sample.setValue(2, 0).setValue(3, 0));
    NewProfile profile = profile(StoredType.HEAP, idle.build().toByteArray());

    ProfileFailure failure = failure(sink(pyroscope.uri()), profile);

    assertEquals(Outcome.DECLINED, failure.outcome());
    assertEquals(
        "none of its samples is in use, and what was allocated counts from the program's start",
        failure.reason());
  }

  @Test
  void a_trace_is_declined() {
    var trace = new NewProfile("shop", StoredType.TRACE, Labels.NONE, NOON, new byte[] {1});

    ProfileFailure failure = failure(sink(pyroscope.uri()), trace);

    assertEquals(Outcome.DECLINED, failure.outcome());
    assertEquals("it is no pprof, and Pyroscope keeps no other", failure.reason());
  }

  private static Profile parsed(byte[] gzipped) throws IOException {
    return Profile.parseFrom(new GZIPInputStream(new ByteArrayInputStream(gzipped)));
  }
}
