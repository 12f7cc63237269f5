package io.kprofefe.cli.option;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What is said by a variable of the environment alone, and by no option. */
public enum Variable {
  /** No option: what is recorded begins before any word of the command line is understood. */
  KPROFEFE_JFR(
      "FILE",
      "records the call with JDK Flight Recorder; a file that is there stays, and this gets a numbered name"),
  /** Only what started the program knows; {@code collector/bin/kprofefe} tells it. */
  KPROFEFE_CALLED_AS("NAME", "what the help calls the program: kubectl-profefe sets it"),
  /** No option: whoever completes a line has not said anything yet. */
  KPROFEFE_COMPLETION_TIMEOUT(
      "DURATION", "how long a shell that completes a line waits for names; else 2s"),
  JOB_COMPLETION_INDEX("INDEX", "of an Indexed Job: Kubernetes sets it, from 0"),
  JOB_COMPLETION_COUNT(
      "COUNT",
      "of an Indexed Job: its completions, which Kubernetes does not tell; goes with the index");

  private final String label;
  private final String meaning;

  Variable(String label, String meaning) {
    this.label = label;
    this.meaning = meaning;
  }

  /** What stands for its value, such as {@code FILE}. */
  public String label() {
    return label;
  }

  public String meaning() {
    return meaning;
  }

  /** Its value as a duration; empty also when it is none: for what is better than a complaint. */
  public Optional<Duration> durationIn(Map<String, String> environment) {
    return in(environment).flatMap(Durations::of);
  }

  /** Its value; an empty one is one that is not set. */
  public Optional<String> in(Map<String, String> environment) {
    return Optional.ofNullable(environment.get(name())).filter(text -> !text.isEmpty());
  }
}
