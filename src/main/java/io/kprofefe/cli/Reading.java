package io.kprofefe.cli;

import io.kprofefe.analysis.AnalysisException;
import io.kprofefe.analysis.InputProfile;
import io.kprofefe.cli.option.AnalysisOptions;
import io.kprofefe.cli.option.Arguments;
import io.kprofefe.cli.option.OptionGroup;
import io.kprofefe.cli.option.ReadOptions;
import io.kprofefe.cli.option.ReadOptions.Wanted;
import io.kprofefe.cli.option.StoreOptions;
import io.kprofefe.cli.option.UsageException;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.StoredKind;
import io.kprofefe.profile.Untrusted;
import io.kprofefe.store.ProfileStore;
import io.kprofefe.store.StoredProfile;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The profiles that a command line asks for: files, or what a store has of services. */
interface Reading {

  /** The options that say which. */
  List<OptionGroup> GROUPS = List.of(StoreOptions.WHERE_FROM, ReadOptions.GROUP);

  /** Takes one profile at a time. */
  interface Each {
    void take(String service, InputProfile profile) throws ProfileFailure, AnalysisException;
  }

  /**
   * Hands on all of them.
   *
   * @return how many were taken
   * @throws CommandFailure when a file is no profile, or does not fit to those before
   * @throws IOException when a file or a store cannot be read
   */
  int forEach(Each each) throws CommandFailure, IOException;

  /** Whose profiles of which type, for a title. */
  String title();

  /** The sentence for who gets none. */
  String notFound();

  /** Files, when there are words; else a store. */
  static Reading of(Arguments arguments) throws UsageException {
    if (arguments.words().isEmpty()) {
      var wanted = ReadOptions.read(arguments);
      StoreOptions.Places place = StoreOptions.onePlace(arguments);
      return new OfStore(Stores.toRead(place), place.shown(), wanted);
    }
    refuse(GROUPS, arguments);
    return new OfFiles(arguments.words());
  }

  /** Where files are given, options of a store say nothing. */
  static void refuse(List<OptionGroup> ofStore, Arguments arguments) throws UsageException {
    for (OptionGroup group : ofStore) {
      for (var option : group.options()) {
        if (arguments.onCommandLine(option)) {
          throw new UsageException(
              "files are given, and %s for a store: give one of both".formatted(option.name()));
        }
      }
    }
  }

  /** Files, each of which has to be a profile. */
  record OfFiles(List<String> names) implements Reading {

    @Override
    public int forEach(Each each) throws CommandFailure, IOException {
      for (String name : names) {
        try (InputStream file = Files.newInputStream(Path.of(name))) {
          var profile = InputProfile.read(file, AnalysisOptions.LIMITS);
          each.take(Path.of(name).getFileName().toString(), profile);
        } catch (ProfileFailure | AnalysisException | InvalidPathException refused) {
          throw new CommandFailure(Untrusted.shown(name) + ": " + refused.getMessage(), refused);
        }
      }
      return names.size();
    }

    @Override
    public String title() {
      return names.size() == 1 ? names.getFirst() : names.size() + " profiles";
    }

    @Override
    public String notFound() {
      return "No profiles found";
    }
  }

  /** What a store has. One profile that cannot be used is left out, with a warning. */
  record OfStore(ProfileStore store, String place, Wanted wanted) implements Reading {

    private static final Logger LOG = System.getLogger(Reading.class.getName());

    @Override
    public int forEach(Each each) throws IOException {
      return forEachStored((stored, profile) -> each.take(stored.service(), profile));
    }

    /** Takes one profile at a time, with what the store knows of it. */
    interface EachStored {
      void take(StoredProfile stored, InputProfile profile)
          throws ProfileFailure, AnalysisException;
    }

    /** Hands on all of them, one service after the other, of each the oldest first. */
    int forEachStored(EachStored each) throws IOException {
      var leftOut = new ArrayList<String>();
      var taken = new AtomicInteger();
      try (var ahead = new ReadAhead(store, AnalysisOptions.LIMITS)) {
        for (String service : services()) {
          ahead.forEach(
              inOrder(store.find(wanted.of(service))),
              coming ->
                  refusal(coming, each).ifPresentOrElse(leftOut::add, taken::incrementAndGet));
        }
      }
      tell(leftOut);
      return taken.get();
    }

    /** A store may not know the order within one second. */
    private static List<StoredProfile> inOrder(List<StoredProfile> found) {
      return found.stream().sorted(Comparator.comparing(StoredProfile::createdAt)).toList();
    }

    private List<String> services() throws IOException {
      return wanted.service().isPresent() ? List.of(wanted.service().get()) : store.services();
    }

    /** Why it cannot be used; empty when it was taken. */
    private static Optional<String> refusal(ReadAhead.Coming coming, EachStored each)
        throws IOException {
      try {
        each.take(coming.stored(), coming.profile());
        return Optional.empty();
      } catch (ProfileFailure | AnalysisException refused) {
        return Optional.of(Untrusted.shown(coming.stored().id()) + ": " + refused.getMessage());
      }
    }

    /** One line, however many they are; {@code -v} tells each. */
    private static void tell(List<String> leftOut) {
      leftOut.forEach(one -> LOG.log(Level.DEBUG, "left out " + one));
      if (!leftOut.isEmpty()) {
        LOG.log(
            Level.WARNING,
            "profiles left out: " + leftOut.size() + ", the first: " + leftOut.getFirst());
      }
    }

    @Override
    public String title() {
      return wanted.type().map(StoredKind::word).orElse("profiles")
          + " of "
          + wanted.service().orElse("all services");
    }

    @Override
    public String notFound() {
      return notFoundIn(place, wanted);
    }
  }

  /** The sentence for who gets none from a store. */
  static String notFoundIn(String place, Wanted wanted) {
    return "No profiles found for %s in %s (%s%s to %s)"
        .formatted(
            wanted.service().map(name -> "service=" + Untrusted.shown(name)).orElse("any service"),
            place,
            wanted.type().map(type -> "type=" + type.word() + ", ").orElse(""),
            wanted.from().truncatedTo(ChronoUnit.SECONDS),
            wanted.to().truncatedTo(ChronoUnit.SECONDS));
  }
}
