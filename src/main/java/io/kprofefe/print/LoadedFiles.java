package io.kprofefe.print;

import io.kprofefe.store.StoredProfile;
import java.util.List;

/** What was stored from files. */
public record LoadedFiles(List<Copy> copies) {

  /**
   * One profile in one store.
   *
   * @param file as it was given, or where it lay in a folder that was given
   * @param sink the word of the store
   * @param bytes how large it is, as it came
   */
  public record Copy(String file, String sink, int bytes, StoredProfile stored) {}
}
