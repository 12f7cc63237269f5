package io.kprofefe.profile;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a stored profile is, in the word that users know: what can be asked of a target by its word,
 * and {@code other} for what else there is. Stores file some of the former as {@code other} too,
 * with a label.
 *
 * @param labels that a store needs to find it again
 */
public record StoredKind(String word, StoredType storedAs, Labels labels) {

  private static final StoredKind OTHER =
      new StoredKind(StoredType.OTHER.word(), StoredType.OTHER, Labels.NONE);

  private static final List<StoredKind> ALL =
      Stream.concat(ProfileType.named().stream().map(StoredKind::of), Stream.of(OTHER)).toList();

  /** Every kind there is; {@code other} is the last. */
  public static List<StoredKind> all() {
    return ALL;
  }

  public static StoredKind of(ProfileType type) {
    return new StoredKind(type.word(), type.storedAs(), type.storedLabels(type.word()));
  }

  /** Of a profile that a store has. */
  public static StoredKind of(StoredType type, Labels labels) {
    return ALL.stream()
        .filter(kind -> kind.storedAs == type && labels.containAll(kind.labels))
        .findFirst()
        .orElse(OTHER);
  }

  /**
   * What Go's profiles of this kind look like: told by their sample types, and the one that is
   * shown first. Empty for what may be {@code mutex} or {@code block}, which look the same.
   */
  public static Optional<StoredKind> recognizedIn(PprofSummary summary) {
    List<String> types = summary.sampleTypes();
    if (types.contains("contentions/count") && types.contains("delay/nanoseconds")) {
      return Optional.empty();
    }
    if (types.contains("cpu/nanoseconds")) {
      return Optional.of(of(ProfileType.CPU));
    }
    if (types.contains("goroutine/count")) {
      return Optional.of(of(ProfileType.GOROUTINE));
    }
    if (types.contains("threadcreate/count")) {
      return Optional.of(of(ProfileType.THREADCREATE));
    }
    return Optional.of(ofMemory(types, summary.defaultSampleType()));
  }

  /** Go's {@code heap} and {@code allocs} hold the same, and differ in what is shown first. */
  private static StoredKind ofMemory(List<String> types, String shownFirst) {
    boolean allocated = types.contains("alloc_space/bytes");
    boolean inUse = types.contains("inuse_space/bytes");
    if (allocated && (shownFirst.startsWith("alloc_") || !inUse)) {
      return of(ProfileType.ALLOCS);
    }
    return inUse ? of(ProfileType.HEAP) : OTHER;
  }
}
