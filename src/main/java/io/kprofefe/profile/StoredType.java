package io.kprofefe.profile;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The profile types Profefe knows (its {@code type} parameter); every store files by them. */
public enum StoredType {
  CPU,
  HEAP,
  BLOCK,
  MUTEX,
  GOROUTINE,
  THREADCREATE,
  OTHER,
  TRACE;

  /** The type as it stands in URLs, paths and JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type of this exact word (case counts, as in Profefe); empty when there is none. */
  public static Optional<StoredType> of(String word) {
    return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
  }
}
