package io.kprofefe.cli;

import io.kprofefe.analysis.AnalysisException;
import io.kprofefe.analysis.ProfileMerge;
import io.kprofefe.cli.option.AnalysisOptions;
import io.kprofefe.cli.option.Arguments;
import io.kprofefe.cli.option.OptionGroup;
import io.kprofefe.cli.option.UsageException;
import io.kprofefe.run.ExitCode;
import io.kprofefe.store.NewFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code kprofefe merge}: many profiles as one, which {@code go tool pprof} opens. */
final class Merge implements Command {

  @Override
  public String name() {
    return "merge";
  }

  @Override
  public String summary() {
    return "Merges all profiles of a store, or files, into one pprof";
  }

  @Override
  public String words() {
    return "[FILE…]";
  }

  @Override
  public List<OptionGroup> groups() {
    return Stream.concat(Reading.GROUPS.stream(), Stream.of(AnalysisOptions.MERGE)).toList();
  }

  @Override
  public List<String> examples() {
    return List.of(
        "kprofefe merge --dir profiles --service web --out web.pb.gz",
        "kprofefe merge --profefe-url http://profefe:10100 --service web --type heap > heap.pb.gz",
        "kprofefe merge --out both.pb.gz cpu-1.pb.gz cpu-2.pb.gz");
  }

  @Override
  public int run(Arguments arguments, Console console)
      throws UsageException, CommandFailure, IOException {
    Optional<Path> out = AnalysisOptions.mergeOut(arguments);
    if (out.isEmpty() && console.outIsTerminal()) {
      throw new UsageException(
          "a profile is nothing for a terminal: give --out FILE, or redirect standard output");
    }
    Reading reading = Reading.of(arguments);
    var merge = new ProfileMerge(AnalysisOptions.LIMITS);
    if (reading.forEach((_, profile) -> merge.add(profile)) == 0) {
      console.screen().say(reading.notFound());
      return ExitCode.OK.code();
    }
    if (out.isPresent()) {
      console.out().println(NewFile.write(out.get(), stream -> write(merge, stream)));
    } else {
      write(merge, console.out());
    }
    return ExitCode.OK.code();
  }

  private static void write(ProfileMerge merge, OutputStream stream) throws IOException {
    try {
      merge.writeTo(stream);
    } catch (AnalysisException nothingMerged) {
      throw new IllegalStateException(nothingMerged);
    }
  }
}
