package io.kprofefe.cli.option;

import io.kprofefe.profile.StoredKind;
import io.kprofefe.store.StoredProfile;
import java.util.Comparator;
import java.util.Locale;

/** Columns that a list of profiles can be sorted by. */
public enum SortColumn {
  ID,
  SERVICE,
  TYPE,
  /** The youngest first. */
  AGE,
  /** The oldest first. */
  CREATED;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Comparator<StoredProfile> order() {
    return switch (this) {
      case ID -> Comparator.comparing(StoredProfile::id);
      case SERVICE -> Comparator.comparing(StoredProfile::service);
      case TYPE ->
          Comparator.comparing(profile -> StoredKind.of(profile.type(), profile.labels()).word());
      case AGE -> Comparator.comparing(StoredProfile::createdAt).reversed();
      case CREATED -> Comparator.comparing(StoredProfile::createdAt);
    };
  }
}
