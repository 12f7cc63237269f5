package io.kprofefe.store;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.StoredType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** Finds profiles by their names, from the newest day back. */
final class ProfileSearch {

  private final ProfileFolders folders;

  ProfileSearch(ProfileFolders folders) {
    this.folders = folders;
  }

  /** Services with at least one profile. */
  List<String> services() throws IOException {
    var services = new ArrayList<String>();
    for (String service : folders.services()) {
      if (hasProfile(service)) {
        services.add(service);
      }
    }
    return services;
  }

  List<StoredProfile> find(ProfileQuery query) throws IOException {
    return newest(query, id -> stored(id, query.labels()));
  }

  List<ProfileId> ids(ProfileQuery query) throws IOException {
    return query.labels().isEmpty()
        ? newest(query, Optional::of)
        : newest(query, id -> stored(id, query.labels()).map(fits -> id));
  }

  /** Empty when it is not there. */
  Optional<StoredProfile> one(ProfileId id) throws IOException {
    return folders.file(id).isPresent() ? stored(id, Labels.NONE) : Optional.empty();
  }

  /** What fits, at most the limit's number, oldest first. No more is looked at than it needs. */
  private <T> List<T> newest(ProfileQuery query, Fit<T> fit) throws IOException {
    int limit = query.limit().orElse(Integer.MAX_VALUE);
    List<StoredType> types = query.type().map(List::of).orElse(Arrays.asList(StoredType.values()));
    var newestFirst = new ArrayList<T>();
    for (LocalDate day : daysSpanned(query, types).descendingSet()) {
      for (ProfileId id : profiles(query, types, day).reversed()) {
        if (newestFirst.size() >= limit) {
          return newestFirst.reversed();
        }
        fit.of(id).ifPresent(newestFirst::add);
      }
    }
    return newestFirst.reversed();
  }

  private NavigableSet<LocalDate> daysSpanned(ProfileQuery query, List<StoredType> types)
      throws IOException {
    LocalDate from = ProfileId.day(query.from());
    LocalDate to = ProfileId.day(query.to());
    if (to.isBefore(from)) {
      return Collections.emptyNavigableSet();
    }
    var days = new TreeSet<LocalDate>();
    for (StoredType type : types) {
      days.addAll(folders.days(query.service(), type));
    }
    return days.subSet(from, true, to, true);
  }

  private List<ProfileId> profiles(ProfileQuery query, List<StoredType> types, LocalDate day)
      throws IOException {
    var profiles = new ArrayList<ListedProfile>();
    for (StoredType type : types) {
      profiles.addAll(folders.profiles(query.service(), type, day));
    }
    profiles.removeIf(profile ->
        profile.id().createdAt().isBefore(query.from())
            || profile.id().createdAt().isAfter(query.to()));
    return OrderOfWriting.of(profiles).stream().map(ListedProfile::id).toList();
  }

  /** Empty when it has not all of these labels, has just been removed, or its JSON is not ours. */
  private Optional<StoredProfile> stored(ProfileId id, Labels wanted) throws IOException {
    try {
      return Sidecar.labels(Files.readAllBytes(folders.sidecar(id)))
          .filter(labels -> labels.containAll(wanted))
          .map(labels ->
              new StoredProfile(id.toString(), id.type(), id.service(), labels, id.createdAt()));
    } catch (NoSuchFileException goneMeanwhile) {
      return Optional.empty();
    }
  }

  private boolean hasProfile(String service) throws IOException {
    for (StoredType type : StoredType.values()) {
      for (LocalDate day : folders.days(service, type).reversed()) {
        if (!folders.profiles(service, type, day).isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }

  private interface Fit<T> {
    Optional<T> of(ProfileId id) throws IOException;
  }
}
