package io.kprofefe.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;

/**
 * Profiles by their own time, and those of the very same nanosecond as they were written: a listing
 * has one order, though names end at random. Only the files of such twins are asked for their time.
 */
final class OrderOfWriting {

  private static final Comparator<ListedProfile> BY_TIME =
      Comparator.comparing(profile -> profile.id().createdAt());

  private OrderOfWriting() {}

  static List<ListedProfile> of(List<ListedProfile> profiles) throws IOException {
    var sorted = new ArrayList<>(profiles);
    sorted.sort(BY_TIME.thenComparing(profile -> profile.id().random()));
    for (int start = 0; start < sorted.size(); ) {
      int end = start + 1;
      while (end < sorted.size() && BY_TIME.compare(sorted.get(start), sorted.get(end)) == 0) {
        end++;
      }
      if (end - start > 1) {
        sortTwins(sorted.subList(start, end));
      }
      start = end;
    }
    return sorted;
  }

  private static void sortTwins(List<ListedProfile> twins) throws IOException {
    var written = new HashMap<ListedProfile, FileTime>();
    for (ListedProfile twin : twins) {
      written.put(twin, written(twin));
    }
    twins.sort(Comparator.comparing(written::get));
  }

  private static FileTime written(ListedProfile profile) throws IOException {
    try {
      return Files.getLastModifiedTime(profile.file(), NOFOLLOW_LINKS);
    } catch (NoSuchFileException goneMeanwhile) {
      return FileTime.fromMillis(0);
    }
  }
}
