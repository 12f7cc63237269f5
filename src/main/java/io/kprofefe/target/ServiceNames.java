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

  String of(Pod pod, String endpoint) throws NotATarget {
    String service = said(pod, endpoint);
    String whole = qualified ? pod.namespace() + "." + service : service;
    if (!ALLOWED.matcher(whole).matches()) {
      throw new NotATarget(
          "the service would be \"%s\": allowed is %s; set %s"
              .formatted(Untrusted.shown(whole), WORDS, Annotation.SERVICE.key(endpoint)));
    }
    return whole;
  }

  private static String said(Pod pod, String endpoint) throws NotATarget {
    Optional<String> own = annotated(pod, endpoint);
    if (own.isPresent()) {
      return own.get();
    }
    return endpoint.equals(EndpointNames.DEFAULT)
        ? Workload.nameOf(pod)
        : said(pod, EndpointNames.DEFAULT) + "-" + endpoint;
  }

  private static Optional<String> annotated(Pod pod, String endpoint) throws NotATarget {
    String key = Annotation.SERVICE.key(endpoint);
    String service = pod.annotations().get(key);
    if (service != null && !ALLOWED.matcher(service).matches()) {
      throw NotATarget.wrong(key, service, WORDS);
    }
    return Optional.ofNullable(service);
  }
}
