package io.kprofefe.cli.option;

import io.kprofefe.cli.option.BoundOptions.Delivering;
import io.kprofefe.cli.option.BoundOptions.ProfileSize;
import io.kprofefe.cli.option.Suggestion.Found;
import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.StoredKind;
import java.util.List;
import java.util.Optional;

/** What profiles from files are stored as. */
public final class LoadOptions {

  static final Option<Optional<String>> SERVICE =
      Option.optional(
          "--service",
          "NAME",
          Allowed.name("the name of a service", Found.SERVICE),
          "whose profiles they are");

  static final Option<Optional<StoredKind>> TYPE =
      Option.optional(
          "--type",
          "TYPE",
          ReadOptions.KIND,
          "what they are; else told by their sample types, which mutex and block have in common,"
              + " and a trace has not");

  static final Option<List<Label>> LABEL =
      Option.list("--label", "KEY=VALUE,…", Allowed.label(), "labels for all of them");

  public static final OptionGroup GROUP =
      new OptionGroup("What they are", List.of(SERVICE, TYPE, LABEL));

  public static final OptionGroup BOUNDS = BoundOptions.OF_ONE_PROFILE;

  /** One after the other, and none is kept for later: who loads files still has them. */
  public static final Delivering DELIVERING = new Delivering(1, Optional.empty(), 0);

  private LoadOptions() {}

  /**
   * What a command line says of all its files.
   *
   * @param kind told by each of them, when empty
   */
  public record Loading(
      String service, Optional<StoredKind> kind, Labels labels, ProfileSize size) {}

  public static Loading read(Arguments arguments) throws UsageException {
    Optional<String> service = arguments.get(SERVICE);
    var kind = arguments.get(TYPE);
    var labels = new Labels(DistinctKeys.of(LABEL, arguments));
    ProfileSize size = BoundOptions.profileSize(arguments);
    if (service.isEmpty()) {
      throw new UsageException("no service given: whose profiles are these? --service NAME");
    }
    return new Loading(service.get(), kind, labels, size);
  }
}
