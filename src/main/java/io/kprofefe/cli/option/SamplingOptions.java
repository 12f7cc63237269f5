package io.kprofefe.cli.option;

import io.kprofefe.target.PodsPerService;
import io.kprofefe.target.Sampling;
import io.kprofefe.target.Shard;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Whether all pods of a service are taken in one run, or some, and which. */
public final class SamplingOptions {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:/-]{1,253}");

  static final Option<Optional<PodsPerService>> PODS_PER_SERVICE =
      Option.optional(
          "--pods-per-service",
          "N|P%",
          Allowed.readBy(PodsPerService::parse, PodsPerService.ALLOWED),
          "of each service's pods only so many, in each run others; of P% at least one");

  static final Option<Optional<String>> RUN_ID =
      Option.optional(
          "--run-id",
          "ID",
          Allowed.matching(ID, "1 to 253 letters, digits, . _ : / and -, such as the Job's UID"),
          "decides with --pods-per-service whose turn it is; else random. Shards need the same");

  private SamplingOptions() {}

  /**
   * What is asked for; empty when all pods are.
   *
   * @throws UsageException also when shards would each choose in their own way
   */
  public static Optional<Sampling> read(Arguments arguments) throws UsageException {
    Optional<PodsPerService> most = arguments.get(PODS_PER_SERVICE);
    Optional<String> run = arguments.get(RUN_ID);
    if (most.isEmpty()) {
      return Optional.empty();
    }
    Optional<Shard> shard = ShardOption.read(arguments).filter(one -> one.count() > 1);
    if (shard.isPresent() && run.isEmpty()) {
      throw new UsageException(
          "%s in shard %s without %s: give all shards of a run the same, such as their Job's UID"
              .formatted(PODS_PER_SERVICE.name(), shard.get(), RUN_ID.name()));
    }
    String id = run.orElseGet(() -> UUID.randomUUID().toString());
    return Optional.of(new Sampling(most.get(), id, shard));
  }
}
