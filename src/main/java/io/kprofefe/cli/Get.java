package io.kprofefe.cli;

import io.kprofefe.cli.option.Arguments;
import io.kprofefe.cli.option.GetOptions;
import io.kprofefe.cli.option.GetOptions.Shown;
import io.kprofefe.cli.option.GetOptions.Subject;
import io.kprofefe.cli.option.OptionGroup;
import io.kprofefe.cli.option.ReadOptions;
import io.kprofefe.cli.option.ReadOptions.Wanted;
import io.kprofefe.cli.option.StoreOptions;
import io.kprofefe.cli.option.UsageException;
import io.kprofefe.print.OutputFormat;
import io.kprofefe.print.Printer;
import io.kprofefe.print.ProfileList;
import io.kprofefe.print.ServiceList;
import io.kprofefe.run.ExitCode;
import io.kprofefe.store.NewFile;
import io.kprofefe.store.ProfileStore;
import io.kprofefe.store.StoredProfile;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code kprofefe get}: what a store holds, printed as {@code kubectl get} prints. */
final class Get implements Command {

  @Override
  public String name() {
    return "get";
  }

  @Override
  public String summary() {
    return "Shows what a store holds: its services, its profiles, or one of them";
  }

  @Override
  public String words() {
    return "services|profiles|profile ID";
  }

  @Override
  public List<OptionGroup> groups() {
    return List.of(StoreOptions.WHERE_FROM, ReadOptions.LISTED, GetOptions.GROUP);
  }

  @Override
  public List<String> examples() {
    return List.of(
        "kprofefe get services --dir profiles",
        "kprofefe get profiles --profefe-url http://profefe:10100 --service web --from 7d -o wide",
        "kprofefe get profiles --dir profiles --type heap --sort-by age --no-headers",
        "kprofefe get profile --dir profiles web/cpu/2026-11-21/110155.123456789-3f9c2a -o pprof"
            + " > p.pb.gz");
  }

  @Override
  public int run(Arguments arguments, Console console) throws UsageException, IOException {
    Subject subject = GetOptions.subject(arguments);
    Shown shown = GetOptions.shown(arguments, subject);
    Wanted wanted = ReadOptions.readListed(arguments);
    StoreOptions.Places place = StoreOptions.onePlace(arguments);
    if (shown.format().isEmpty() && shown.out().isEmpty() && console.outIsTerminal()) {
      throw new UsageException(
          "a profile is nothing for a terminal: give --out FILE, or redirect standard output");
    }
    var look = new Look(Stores.toRead(place), place.shown(), shown, console);
    switch (subject) {
      case Subject.Services _ -> look.services();
      case Subject.Profiles _ -> look.profiles(wanted);
      case Subject.OneProfile one when shown.format().isEmpty() -> look.bytes(one.id());
      case Subject.OneProfile one -> look.profile(one.id());
    }
    return ExitCode.OK.code();
  }

  /** A look into one store. */
  private record Look(ProfileStore store, String place, Shown shown, Console console) {

    void services() throws IOException {
      List<String> names = store.services();
      if (names.isEmpty()) {
        console.screen().say("No services found in " + place);
      }
      printer().print(new ServiceList(names, shown.headings()));
    }

    void profiles(Wanted wanted) throws IOException {
      var found = new ArrayList<StoredProfile>();
      Optional<String> service = wanted.service();
      for (String name : service.isPresent() ? List.of(service.get()) : store.services()) {
        found.addAll(store.find(wanted.of(name)));
      }
      if (found.isEmpty()) {
        console.screen().say(Reading.notFoundIn(place, wanted));
      }
      found.sort(shown.order().order());
      printer().print(list(found));
    }

    void profile(String id) throws IOException {
      printer().printOnly(list(List.of(store.describe(id))));
    }

    void bytes(String id) throws IOException {
      try (InputStream profile = store.open(id)) {
        if (shown.out().isPresent()) {
          console.out().println(NewFile.write(shown.out().get(), profile::transferTo));
        } else {
          profile.transferTo(console.out());
        }
      }
    }

    private ProfileList list(List<StoredProfile> profiles) {
      return new ProfileList(profiles, Instant.now(), shown.headings());
    }

    private Printer printer() {
      return new Printer(console.out(), shown.format().orElse(OutputFormat.TABLE));
    }
  }
}
