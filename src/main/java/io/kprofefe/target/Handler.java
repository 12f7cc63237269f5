package io.kprofefe.target;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.ProfileType;
import java.time.Duration;
import java.util.Map;

/**
 * What answers with one profile, and how it is asked.
 *
 * @param name of the profile: its type's word, but for one that is the program's own
 * @param path whole, absolute, as it stands in a URL
 * @param sampling how long it takes before it answers: whole seconds, told it as {@code seconds};
 *     zero when it answers at once
 * @param query further parameters
 */
public record Handler(
    ProfileType type, String name, String path, Duration sampling, Map<String, String> query) {

  public Handler {
    query = Map.copyOf(query);
  }

  /** One without parameters, of a type that has a word. */
  public Handler(ProfileType type, String path, Duration sampling) {
    this(type, type.word(), path, sampling, Map.of());
  }

  /** Whether the target is at work for it until it answers. */
  public boolean samples() {
    return sampling.isPositive();
  }

  /** The labels that a store needs to find it again by type. */
  public Labels storedLabels() {
    return type.storedLabels(name);
  }
}
