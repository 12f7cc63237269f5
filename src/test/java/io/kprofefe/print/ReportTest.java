package io.kprofefe.print;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.run.Delivery;
import io.kprofefe.run.ExitCode;
import io.kprofefe.run.ProfileEnd;
import io.kprofefe.run.RunReport;
import io.kprofefe.run.StageTimes;
import io.kprofefe.target.Shard;
import io.kprofefe.target.Skipped;
import io.kprofefe.target.Target;
import io.kprofefe.target.TargetIdentity;
import io.kprofefe.testing.Targets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.Yaml;

/** A run's report, as a person and as a program reads it. */
class ReportTest {

  private static final StageTimes STAGES =
      new StageTimes(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  private static final String TIMED_OUT =
      "no answer from http://198.18.0.4:6060/debug/pprof/heap in 15 s";

  @Test
  void for_a_person_it_is_a_sentence_a_table_and_what_went_wrong() {
    assertEquals(
        """
        3 pods profiled in 31.2 s, 1 skipped, 11 profiles stored (1.1 MB), 1 failed

        TYPE       STORED  EMPTY  FAILED
        cpu             3      0       0
        heap            2      0       1
        goroutine       3      0       0
        mutex           3      0       0

        FAILED  shop/web-2 heap: timeout: no answer from http://198.18.0.4:6060/debug/pprof/heap in 15 s

        SKIPPED  shop/web-4: phase is Pending
        """,
        printed(OutputFormat.TABLE, threePods()));
  }

  @ParameterizedTest
  @EnumSource(names = {"TABLE", "WIDE"})
  void of_a_shard_it_says_which(OutputFormat format) {
    String printed = printed(format, threePods(), Optional.of(new Shard(2, 4)));

    assertTrue(printed.startsWith("shard 2/4: 3 pods profiled in 31.2 s, "), printed);
  }

  @Test
  void wide_adds_sizes_and_outcomes() {
    assertEquals(
        """
        TYPE       STORED  EMPTY  FAILED    SIZE  OUTCOMES
        cpu             3      0       0  300 kB  stored=3
        heap            2      0       1  200 kB  stored=2,timeout=1
        """,
        printed(OutputFormat.WIDE, threePods()).lines().skip(2).limit(3).toList().stream()
            .reduce("", (text, line) -> text + line + "\n"));
  }

  @Test
  void for_a_program_it_has_the_fields_promised_in_their_order() throws IOException {
    var target = Targets.at(6060, ProfileType.HEAP, ProfileType.CPU);
    var report =
        report(
            ExitCode.OK,
            Optional.empty(),
            List.of(target),
            List.of(
                stored(target, ProfileType.CPU, 2162),
                new ProfileEnd(
                    target,
                    Targets.handler(ProfileType.HEAP),
                    Outcome.TIMEOUT,
                    TIMED_OUT,
                    0,
                    List.of())));

    assertEquals(
        """
        {
          "exitCode": 0,
          "startedAt": "2026-11-21T11:01:55Z",
          "durationSeconds": 31.2,
          "pods": {
            "selected": 1,
            "skipped": 1,
            "profiled": 1,
            "failed": 0
          },
          "profiles": {
            "cpu": {
              "stored": 1
            },
            "heap": {
              "timeout": 1
            }
          },
          "skipped": [
            {
              "kind": "Pod",
              "namespace": "shop",
              "pod": "web-4",
              "reason": "phase is Pending"
            }
          ],
          "failures": [
            {
              "kind": "Pod",
              "namespace": "shop",
              "pod": "web-0",
              "type": "heap",
              "outcome": "timeout",
              "sink": null,
              "reason": "no answer from http://198.18.0.4:6060/debug/pprof/heap in 15 s"
            }
          ],
          "stored": [
            {
              "kind": "Pod",
              "namespace": "shop",
              "pod": "web-0",
              "type": "cpu",
              "service": "%s",
              "sink": "profefe",
              "id": "id-cpu",
              "bytes": 2162
            }
          ]
        }
        """
            .formatted(target.service()),
        printed(OutputFormat.JSON, report));
  }

  @Test
  void yaml_says_the_same_as_json() throws IOException {
    Object json = new ObjectMapper().readValue(printed(OutputFormat.JSON, awkward()), Object.class);
    Object yaml = new Yaml().load(printed(OutputFormat.YAML, awkward()));

    assertEquals(json, yaml);
  }

  @Test
  void a_failure_in_a_store_names_it_and_other_stores_still_count() {
    var target = Targets.at(6060, ProfileType.CPU);
    var end =
        new ProfileEnd(
            target,
            Targets.handler(ProfileType.CPU),
            Outcome.REJECTED,
            "no",
            9,
            List.of(
                new Delivery("dir", Outcome.STORED, "kept", "", false),
                new Delivery("profefe", Outcome.REJECTED, "", "no", false)));
    String json =
        printed(
            OutputFormat.JSON,
            report(ExitCode.PARTIAL, Optional.empty(), List.of(target), List.of(end)));

    assertTrue(json.contains("\"sink\": \"profefe\",\n      \"reason\": \"no\""), json);
    assertTrue(json.contains("\"sink\": \"dir\",\n      \"id\": \"kept\""), json);
    assertEquals(
        "kept\n",
        printed(
            OutputFormat.NAME,
            report(ExitCode.PARTIAL, Optional.empty(), List.of(target), List.of(end))));
  }

  @Test
  void a_run_that_could_not_list_has_its_error_and_no_pods() {
    var report =
        new RunReport(
            ExitCode.DENIED,
            Instant.parse("2026-11-21T11:01:55.7Z"),
            Duration.ofSeconds(40),
            STAGES,
            Optional.of("not allowed"),
            List.of(),
            List.of(),
            Set.of(),
            List.of(),
            List.of());
    String json = printed(OutputFormat.JSON, report);

    assertTrue(json.startsWith("{\n  \"exitCode\": 77,"), json);
    assertTrue(json.contains("\"durationSeconds\": 40,\n  \"error\": \"not allowed\","), json);
    assertFalse(json.contains("\"pods\""), json);
    assertEquals("", printed(OutputFormat.TABLE, report));
  }

  @Test
  void of_many_failures_the_first_twenty_are_told_and_wide_tells_all() {
    var targets = IntStream.range(0, 30).mapToObj(_ -> Targets.at(1, ProfileType.HEAP)).toList();
    var ends =
        targets.stream()
            .map(target ->
                new ProfileEnd(
                    target,
                    Targets.handler(ProfileType.HEAP),
                    Outcome.TIMEOUT,
                    TIMED_OUT,
                    0,
                    List.of()))
            .toList();
    var report = report(ExitCode.PARTIAL, Optional.empty(), targets, ends);
    String table = printed(OutputFormat.TABLE, report);

    assertEquals(21, table.lines().filter(line -> line.startsWith("FAILED")).count());
    assertTrue(table.contains("FAILED  … and 10 more: -o wide shows all"), table);
    assertEquals(
        30,
        printed(OutputFormat.WIDE, report)
            .lines()
            .filter(line -> line.startsWith("FAILED"))
            .count());
  }

  private static RunReport threePods() {
    var ends = new ArrayList<ProfileEnd>();
    var targets = new ArrayList<Target>();
    for (int pod = 0; pod < 3; pod++) {
      var target =
          Targets.at(
              "web-" + pod,
              Targets.at(1).endpoint(),
              ProfileType.DEFAULTS.toArray(ProfileType[]::new));
      targets.add(target);
      for (ProfileType type : ProfileType.DEFAULTS) {
        boolean late = pod == 2 && type == ProfileType.HEAP;
        ends.add(
            late
                ? new ProfileEnd(
                    target, Targets.handler(type), Outcome.TIMEOUT, TIMED_OUT, 0, List.of())
                : stored(target, type, 100_000));
      }
    }
    return report(ExitCode.OK, Optional.empty(), targets, ends);
  }

  /** Texts that YAML could take for something else. */
  private static RunReport awkward() {
    var ends = new ArrayList<ProfileEnd>();
    var target = Targets.at(6060, ProfileType.HEAP);
    for (String reason :
        List.of(
            "2026-11-21",
            "12:30:45",
            "0x1f",
            "1e3",
            ".5",
            "-1",
            "yes",
            "null",
            "~",
            "",
            " a ",
            "a: b",
            "# no",
            "- x",
            "*a",
            "&a",
            "!a",
            "%a",
            "@a",
            "`a",
            "{a",
            "[a",
            "a\nb",
            "\"",
            "'",
            "ö\u0007",
            "true",
            "?",
            "a #b",
            "|",
            ">")) {
      ends.add(
          new ProfileEnd(
              target, Targets.handler(ProfileType.HEAP), Outcome.INVALID, reason, 0, List.of()));
    }
    return report(ExitCode.PARTIAL, Optional.empty(), List.of(target), ends);
  }

  private static ProfileEnd stored(Target target, ProfileType type, long bytes) {
    var delivery = new Delivery("profefe", Outcome.STORED, "id-" + type.word(), "", false);
    return new ProfileEnd(
        target, Targets.handler(type), Outcome.STORED, "", bytes, List.of(delivery));
  }

  private static RunReport report(
      ExitCode code, Optional<String> error, List<Target> targets, List<ProfileEnd> ends) {
    return new RunReport(
        code,
        Instant.parse("2026-11-21T11:01:55.7Z"),
        Duration.ofMillis(31_200),
        STAGES,
        error,
        targets,
        List.of(new Skipped(TargetIdentity.pod("shop", "web-4"), "phase is Pending")),
        Set.of(),
        ends,
        List.of());
  }

  private static String printed(OutputFormat format, RunReport report) {
    return printed(format, report, Optional.empty());
  }

  private static String printed(OutputFormat format, RunReport report, Optional<Shard> shard) {
    var out = new ByteArrayOutputStream();
    new Printer(new PrintStream(out, true, UTF_8), format).print(report, shard);
    return out.toString(UTF_8);
  }
}
