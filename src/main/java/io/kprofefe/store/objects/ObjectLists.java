package io.kprofefe.store.objects;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Lists what is in a bucket, page after page. A store is less trusted than its keys look: what was
 * not asked for is passed over, and a list that does not come to an end is given up.
 */
final class ObjectLists {

  /** Of a thousand names each: of one day, service and type. */
  private static final int MOST_PAGES = 2_000;

  private final ObjectClient client;

  ObjectLists(ObjectClient client) {
    this.client = client;
  }

  /** The keys that begin so and come after that one, up to the last one asked for, in order. */
  List<String> keys(String beginning, String after, String last) throws ObjectFailure {
    return listed(Map.of("prefix", beginning, "start-after", after), ObjectPage::keys, last);
  }

  /** The same of the folders that keys are in: each ends in a slash. */
  List<String> folders(String beginning, String after, String last) throws ObjectFailure {
    return listed(
        Map.of("prefix", beginning, "start-after", after, "delimiter", "/"),
        ObjectPage::folders,
        last);
  }

  private List<String> listed(
      Map<String, String> query, Function<ObjectPage, List<String>> names, String last)
      throws ObjectFailure {
    Pattern asked = asked(query);
    var found = new LinkedHashSet<String>();
    var tokens = new HashSet<String>();
    Optional<String> next = Optional.empty();
    do {
      ObjectPage page = client.page(query(query, next));
      for (String name : names.apply(page)) {
        if (!asked.matcher(name).matches()) {
          continue;
        }
        if (name.compareTo(last) > 0) {
          return List.copyOf(found);
        }
        found.add(name);
      }
      next = page.next();
      if (next.isPresent() && (!tokens.add(next.get()) || tokens.size() > MOST_PAGES)) {
        throw client.answers().endless();
      }
    } while (next.isPresent());
    return List.copyOf(found);
  }

  /** Names that begin so, and of folders those that are right below. */
  private static Pattern asked(Map<String, String> query) {
    String beginning = Pattern.quote(query.getOrDefault("prefix", ""));
    return Pattern.compile(
        beginning + (query.containsKey("delimiter") ? "[^/]++/" : ".++"), Pattern.DOTALL);
  }

  /** Names come encoded, as XML cannot hold each character. */
  private static Map<String, String> query(Map<String, String> what, Optional<String> next) {
    var query = new TreeMap<>(what);
    query.put("list-type", "2");
    query.put("encoding-type", "url");
    query.values().removeIf(String::isEmpty);
    next.ifPresent(token -> query.put("continuation-token", token));
    return query;
  }
}
