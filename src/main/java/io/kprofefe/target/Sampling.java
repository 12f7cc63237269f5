package io.kprofefe.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * Of each service only some pods, in each run others. Those are taken whose rank in the run is
 * lowest: the first eight bytes of the SHA-256 of {@code run NUL UID} in UTF-8, read as an unsigned
 * number, the highest byte first. So nothing has to be remembered from run to run, each pod has the
 * same chance in each of them, however long it has been there, and all who know the run choose the
 * same pods, whatever else they do and in whatever order the pods come.
 *
 * @param most of each service
 * @param run what tells this run from the others: a text that all its shards have in common
 * @param shard of the pods that are chosen, those that are ours; empty for all of them
 */
public record Sampling(PodsPerService most, String run, Optional<Shard> shard) {

  /** Whether a pod of this UID is for us to tell of, or somebody of this name, whom no pod has. */
  public boolean isOurs(String uid) {
    return shard.isEmpty() || shard.get().has(uid);
  }

  /** The pod's rank among those of its service, in the order of signed numbers. */
  long rank(String uid) {
    try {
      byte[] text = (run + '\0' + uid).getBytes(UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
      return ByteBuffer.wrap(digest).getLong() ^ Long.MIN_VALUE;
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
