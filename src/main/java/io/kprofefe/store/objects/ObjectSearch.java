package io.kprofefe.store.objects;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.StoredType;
import io.kprofefe.store.ProfileId;
import io.kprofefe.store.ProfileQuery;
import io.kprofefe.store.ServiceFolder;
import io.kprofefe.store.StoredProfile;
import io.kprofefe.store.objects.ObjectKeys.Entry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Finds profiles by their keys, from the newest day back. */
final class ObjectSearch {

  /** Sorts after all that a key holds. */
  private static final String END = "~";

  /** The first in a folder. */
  private static final String BEGINNING = "";

  private static final Comparator<Entry> BY_TIME =
      Comparator.<Entry, Instant>comparing(entry -> entry.id().createdAt())
          .thenComparing(entry -> entry.id().random());

  private final ObjectClient client;
  private final ObjectLists lists;
  private final ObjectKeys keys;

  ObjectSearch(ObjectClient client, ObjectKeys keys) {
    this.client = client;
    this.lists = new ObjectLists(client);
    this.keys = keys;
  }

  /** By the folders that there are: one request for a thousand of them. */
  List<String> services() throws ObjectFailure {
    return lists.folders(keys.prefix(), BEGINNING, keys.prefix() + END).stream()
        .map(ObjectKeys::folder)
        .map(ServiceFolder::service)
        .flatMap(Optional::stream)
        .sorted()
        .toList();
  }

  List<StoredProfile> find(ProfileQuery query) throws ObjectFailure {
    Optional<String> service = keys.service(query.service());
    if (service.isEmpty() || query.from().isAfter(query.to())) {
      return List.of();
    }
    int limit = query.limit().orElse(Integer.MAX_VALUE);
    List<StoredProfile> newest = new ArrayList<>();
    for (var day : days(service.get(), query).descendingMap().entrySet()) {
      if (newest.size() >= limit) {
        break;
      }
      List<Entry> entries = entries(day.getKey(), day.getValue(), query);
      newest.addAll(0, found(entries, query.labels(), limit - newest.size()));
    }
    return newest;
  }

  /** With its labels; empty when it is gone. */
  Optional<StoredProfile> described(Entry entry) throws ObjectFailure {
    try {
      ProfileId id = entry.id();
      Labels labels = client.labels(entry.key());
      return Optional.of(
          new StoredProfile(id.toString(), id.type(), id.service(), labels, id.createdAt()));
    } catch (ObjectFailure failure) {
      if (failure.trouble() == ObjectTrouble.NOT_THERE) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /** Of one day, oldest first: those with these labels, and of them the newest. */
  private List<StoredProfile> found(List<Entry> day, Labels wanted, int limit)
      throws ObjectFailure {
    List<Entry> looked =
        wanted.isEmpty() ? day.subList(Math.max(0, day.size() - limit), day.size()) : day;
    List<StoredProfile> fitting =
        AtOnce.each(looked, this::described).stream()
            .flatMap(Optional::stream)
            .filter(profile -> profile.labels().containAll(wanted))
            .toList();
    return fitting.subList(Math.max(0, fitting.size() - limit), fitting.size());
  }

  /** The days that are there and asked for, each with its folders: one a type. */
  private NavigableMap<LocalDate, List<String>> days(String service, ProfileQuery query)
      throws ObjectFailure {
    LocalDate from = ProfileId.day(query.from());
    LocalDate to = ProfileId.day(query.to());
    var days = new TreeMap<LocalDate, List<String>>();
    for (List<String> ofType :
        AtOnce.each(
            types(service, query), type -> lists.folders(type, type + from, type + to + END))) {
      for (String folder : ofType) {
        ProfileId.day(ObjectKeys.folder(folder))
            .ifPresent(day -> days.computeIfAbsent(day, _ -> new ArrayList<>()).add(folder));
      }
    }
    return days;
  }

  private List<String> types(String service, ProfileQuery query) throws ObjectFailure {
    if (query.type().isPresent()) {
      return List.of(ObjectKeys.type(service, query.type().get()));
    }
    return lists.folders(service, BEGINNING, service + END).stream()
        .filter(folder -> StoredType.of(ObjectKeys.folder(folder)).isPresent())
        .toList();
  }

  /** Of the first and the last day, only the hours that are asked for are listed. */
  private List<Entry> entries(LocalDate day, List<String> folders, ProfileQuery query)
      throws ObjectFailure {
    String from = timeOn(day, query.from());
    String to = timeOn(day, query.to());
    return AtOnce.each(folders, folder -> lists.keys(folder, folder + from, folder + to + END))
        .stream()
        .flatMap(List::stream)
        .map(keys::entry)
        .flatMap(Optional::stream)
        .filter(entry -> !entry.id().createdAt().isBefore(query.from()))
        .filter(entry -> !entry.id().createdAt().isAfter(query.to()))
        .sorted(BY_TIME)
        .toList();
  }

  /** What keys of this time begin with, below their day; of another day, what all do. */
  private static String timeOn(LocalDate day, Instant time) {
    return ProfileId.day(time).equals(day) ? ProfileId.time(time) : BEGINNING;
  }
}
