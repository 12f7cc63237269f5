package io.kprofefe.print;

import io.kprofefe.print.Table.Column;
import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.StoredKind;
import io.kprofefe.store.StoredProfile;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Profiles of a store for a person, as kubectl prints what a cluster has. */
final class ProfilesText {

  private static final String NONE = "<none>";

  private final ProfileList profiles;
  private final boolean wide;

  ProfilesText(ProfileList profiles, boolean wide) {
    this.profiles = profiles;
    this.wide = wide;
  }

  List<String> lines() {
    var columns = new ArrayList<Column>();
    List.of("ID", "SERVICE", "TYPE", "AGE").forEach(name -> columns.add(Column.text(name)));
    if (wide) {
      List.of("CREATED", "LABELS").forEach(name -> columns.add(Column.text(name)));
    }
    var table = new Table(columns.toArray(Column[]::new));
    profiles.profiles().forEach(profile -> table.row(cells(profile).toArray()));
    return table.lines(profiles.headings());
  }

  private List<String> cells(StoredProfile profile) {
    var cells = new ArrayList<String>();
    cells.add(profile.id());
    cells.add(profile.service());
    cells.add(StoredKind.of(profile.type(), profile.labels()).word());
    cells.add(Age.of(Duration.between(profile.createdAt(), profiles.now())));
    if (wide) {
      cells.add(profile.createdAt().truncatedTo(ChronoUnit.SECONDS).toString());
      cells.add(shown(profile.labels()));
    }
    return cells;
  }

  static String shown(Labels labels) {
    return labels.isEmpty()
        ? NONE
        : labels.stream().map(Label::toString).collect(Collectors.joining(","));
  }
}
