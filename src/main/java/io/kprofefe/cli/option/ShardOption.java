package io.kprofefe.cli.option;

import io.kprofefe.target.Shard;
import java.util.Optional;

/**
 * Of the pods, which part: said by the option, else by the variables of an Indexed Job. Of these,
 * one without the other is refused: every index would profile every pod.
 */
final class ShardOption {

  static final Option<Optional<Shard>> SHARD =
      Option.optional(
          "--shard",
          "INDEX/COUNT",
          Allowed.readBy(
              Shard::parse, "INDEX/COUNT with an index below the count: 0/4, 1/4, 2/4 and 3/4"),
          "only this one of so many equal parts; in an Indexed Job the one of its index");

  private ShardOption() {}

  /** The part; empty when all pods are meant. */
  static Optional<Shard> read(Arguments arguments) throws UsageException {
    Optional<Shard> said = arguments.get(SHARD);
    return said.isPresent() ? said : ofJob(arguments);
  }

  private static Optional<Shard> ofJob(Arguments arguments) throws UsageException {
    Optional<Given> index = arguments.variable(Variable.JOB_COMPLETION_INDEX);
    Optional<Given> count = arguments.variable(Variable.JOB_COMPLETION_COUNT);
    if (index.isEmpty() && count.isEmpty()) {
      return Optional.empty();
    }
    if (count.isEmpty()) {
      throw new UsageException(
          index.orElseThrow()
              + " without "
              + Variable.JOB_COMPLETION_COUNT
              + ": set that to the Job's completions, or give --shard, 0/1 for all pods");
    }
    if (index.isEmpty()) {
      throw new UsageException(
          count.orElseThrow()
              + " without "
              + Variable.JOB_COMPLETION_INDEX
              + ": make the Job's completionMode Indexed, or leave the count out");
    }
    int of = number(count.get(), Allowed.wholeNumber(1, Shard.MOST));
    Allowed<Integer> below = Allowed.wholeNumber(0, of - 1);
    String said = below.said() + ", as " + count.get();
    return Optional.of(new Shard(number(index.get(), below.filter(_ -> true, said)), of));
  }

  private static int number(Given given, Allowed<Integer> allowed) throws UsageException {
    return allowed
        .reading()
        .apply(given.text())
        .orElseThrow(() -> given.notAllowed(allowed.said()));
  }
}
