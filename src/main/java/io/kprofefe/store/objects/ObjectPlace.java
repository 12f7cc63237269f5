package io.kprofefe.store.objects;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Where in a store: {@code s3://bucket} or {@code s3://bucket/prefix}.
 *
 * @param prefix of all keys, with a slash at its end; empty when they begin with the service
 */
public record ObjectPlace(String bucket, String prefix) {

  private static final String SCHEME = "s3://";

  /** What the strictest of the stores take, and of old the laxest. */
  private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{2,254}");

  private static final Pattern FOLDER = Pattern.compile("[\\p{L}\\p{M}\\p{N}!_.*'()=+@:,;&$%~ -]+");

  /** A key may be 1024 bytes long (AWS), of which a service and what follows it take 303. */
  private static final int LONGEST_PREFIX = 700;

  /**
   * The place as users write it; a slash at its end says nothing.
   *
   * @throws IllegalArgumentException when it is not one
   */
  public static ObjectPlace parse(String text) {
    if (!text.startsWith(SCHEME)) {
      throw new IllegalArgumentException("does not begin with " + SCHEME);
    }
    String[] parts = text.substring(SCHEME.length()).split("/", 2);
    String prefix = parts.length == 1 ? "" : parts[1].replaceFirst("/$", "");
    if (!BUCKET.matcher(parts[0]).matches()) {
      throw new IllegalArgumentException("no such bucket can be");
    }
    return new ObjectPlace(parts[0], prefix.isEmpty() ? "" : checked(prefix) + "/");
  }

  /** Nothing in it that a URL's path or a gateway to a file system would take apart. */
  private static String checked(String prefix) {
    boolean fits =
        prefix.getBytes(UTF_8).length <= LONGEST_PREFIX
            && Arrays.stream(prefix.split("/", -1))
                .allMatch(folder ->
                    FOLDER.matcher(folder).matches()
                        && !folder.equals(".")
                        && !folder.equals(".."));
    if (!fits) {
      throw new IllegalArgumentException("not the prefix of a key");
    }
    return prefix;
  }

  /** As it was written. */
  @Override
  public String toString() {
    return SCHEME
        + bucket
        + (prefix.isEmpty() ? "" : "/" + prefix.substring(0, prefix.length() - 1));
  }
}
