package io.kprofefe.store.objects.aws;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The variables that all programs for S3 know. One that is empty is not set. */
public record AwsEnvironment(Map<String, String> variables) {

  public AwsEnvironment {
    variables = Map.copyOf(variables);
  }

  public Optional<String> of(String variable) {
    return Optional.ofNullable(variables.get(variable)).filter(value -> !value.isBlank());
  }

  Optional<Path> file(String variable) {
    return of(variable).map(Path::of);
  }

  /** What the {@code aws} command keeps there. */
  Path home() {
    return file("HOME").orElse(Path.of("/")).resolve(".aws");
  }

  /** Names alone: among the values are secrets. */
  @Override
  public String toString() {
    return "AwsEnvironment" + new TreeSet<>(variables.keySet());
  }
}
