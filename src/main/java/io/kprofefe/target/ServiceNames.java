package io.kprofefe.target;

import io.kprofefe.profile.Untrusted;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Under which service a pod's profiles are filed.
 *
 * @param qualified whether the namespace stands before it, so that no tenant can take another's
 */
record ServiceNames(boolean qualified) {

  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]{1,128}");
  private static final String WORDS = "1 to 128 letters, digits, . _ and -";

  /**
   * The name, as it is filed.
   *
   * @param key of the annotation that could set another
   */
  String whole(Pod pod, String service, String key) throws NotATarget {
    String whole = qualified ? pod.namespace() + "." + service : service;
    if (!ALLOWED.matcher(whole).matches()) {
      throw new NotATarget(
          "the service would be \"%s\": allowed is %s; set %s"
              .formatted(Untrusted.shown(whole), WORDS, key));
    }
    return whole;
  }

  /** What the pod says in this annotation, if anything. */
  static Optional<String> annotated(Pod pod, String key) throws NotATarget {
    String service = pod.annotations().get(key);
    if (service != null && !ALLOWED.matcher(service).matches()) {
      throw NotATarget.wrong(key, service, WORDS);
    }
    return Optional.ofNullable(service);
  }
}
