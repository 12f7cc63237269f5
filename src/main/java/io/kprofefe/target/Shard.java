package io.kprofefe.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of several parts of a cluster's pods, each for a run of its own. A pod is in part {@code h
 * mod count}, where {@code h} are the first eight bytes of the SHA-256 of its UID in UTF-8, read as
 * an unsigned number, the highest byte first. So each pod is in exactly one, the same one for every
 * run, version and machine, whatever else there is and in whatever order it comes.
 *
 * @param index from 0 to {@code count - 1}
 * @param count of the parts, from 1 to {@link #MOST}
 */
public record Shard(int index, int count) {

  /** So many parts there are at most: more than Kubernetes has indexes for in one Job. */
  public static final int MOST = 999_999_999;

  private static final Pattern INDEX_OF_COUNT =
      Pattern.compile("(?<index>[0-9]{1,9})/(?<count>[0-9]{1,9})");

  /**
   * @throws IllegalArgumentException when there is no such part
   */
  public Shard {
    if (index < 0 || index >= count || count > MOST) {
      throw new IllegalArgumentException("no shard " + index + " of " + count);
    }
  }

  /**
   * Reads {@code 2/4}, as {@link #toString} writes it: the third of four.
   *
   * @throws IllegalArgumentException when the text is not so, or there is no such part
   */
  public static Shard parse(String text) {
    Matcher parts = INDEX_OF_COUNT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("no shard: " + text);
    }
    return new Shard(
        Integer.parseInt(parts.group("index")), Integer.parseInt(parts.group("count")));
  }

  /** Whether what is called so, by a UID or another name that stays, is in this part. */
  public boolean has(String uid) {
    return Long.remainderUnsigned(hash(uid), count) == index;
  }

  @Override
  public String toString() {
    return index + "/" + count;
  }

  private static long hash(String uid) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(uid.getBytes(UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
