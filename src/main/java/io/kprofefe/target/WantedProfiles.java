package io.kprofefe.target;

import io.kprofefe.profile.ProfileType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which profiles a pod wants taken, in {@code profefe.com/profiles}.
 *
 * @param unsaid the types of who does not say
 */
record WantedProfiles(Handlers handlers, List<ProfileType> unsaid) {

  /** So many of one endpoint: one after the other is asked for. */
  private static final int MOST = 32;

  private static final Pattern AT_A_PATH =
      Pattern.compile("(?<name>[A-Za-z0-9][A-Za-z0-9._-]{0,62}):(?<path>/.*)", Pattern.DOTALL);

  /**
   * @param key of the annotation
   * @param prefix of the handlers that have no path of their own
   */
  List<Handler> of(Pod pod, String key, String prefix) throws NotATarget {
    String said = pod.annotations().get(key);
    if (said == null) {
      return unsaid.stream().map(type -> handlers.of(type, type.pathBelow(prefix))).toList();
    }
    var wanted = new LinkedHashMap<String, Handler>();
    for (String part : said.split(",", -1)) {
      Handler handler = handler(key, said, part.strip(), prefix);
      checkOnce(key, said, handler, wanted);
      wanted.put(handler.name(), handler);
    }
    return List.copyOf(wanted.values());
  }

  private Handler handler(String key, String said, String part, String prefix) throws NotATarget {
    Optional<ProfileType> type = ProfileType.of(part);
    if (type.isPresent()) {
      return handlers.of(type.get(), type.get().pathBelow(prefix));
    }
    Matcher named = AT_A_PATH.matcher(part);
    if (!named.matches()) {
      throw wrong(key, said);
    }
    String name = named.group("name");
    String path = PathPrefix.checked(key, named.group("path"));
    return ProfileType.of(name)
        .map(known -> handlers.of(known, path))
        .orElseGet(() -> Handlers.custom(name, path));
  }

  /** The same twice is once; the same name for two paths is a contradiction. */
  private static void checkOnce(
      String key, String said, Handler handler, Map<String, Handler> wanted) throws NotATarget {
    boolean another =
        wanted.containsKey(handler.name()) && !handler.equals(wanted.get(handler.name()));
    if (another || wanted.size() == MOST) {
      throw wrong(key, said);
    }
  }

  private static NotATarget wrong(String key, String said) {
    return NotATarget.wrong(
        key,
        said,
        "a comma list of %s, or NAME:/PATH for others, at most %d and each name once"
            .formatted(ProfileType.words(), MOST));
  }
}
