package io.kprofefe.cli;

import io.kprofefe.cli.option.Arguments;
import io.kprofefe.cli.option.LoadOptions;
import io.kprofefe.cli.option.LoadOptions.Loading;
import io.kprofefe.cli.option.OptionGroup;
import io.kprofefe.cli.option.OutputOptions;
import io.kprofefe.cli.option.StoreOptions;
import io.kprofefe.cli.option.UsageException;
import io.kprofefe.print.Printer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** {@code kprofefe load}: profiles from files into stores. */
final class Load implements Command {

  private static final String STANDARD_INPUT = "-";

  @Override
  public String name() {
    return "load";
  }

  @Override
  public String summary() {
    return "Stores profiles from files, folders (without those in them) or standard input (-)";
  }

  @Override
  public String words() {
    return "FILE…";
  }

  @Override
  public List<OptionGroup> groups() {
    return List.of(
        LoadOptions.GROUP, StoreOptions.WHERE_TO, LoadOptions.BOUNDS, OutputOptions.GROUP);
  }

  @Override
  public List<String> examples() {
    return List.of(
        "kprofefe load --dir profiles --service web cpu.pb.gz heap.pb.gz",
        "kprofefe load --profefe-url http://profefe:10100 --service web --label version=1.2 folder",
        "kprofefe load --objects s3://profiles/prod --service web cpu.pb.gz heap.pb.gz",
        "kprofefe load --dir profiles --service web --type mutex - < mutex.pb.gz");
  }

  @Override
  public int run(Arguments arguments, Console console) throws UsageException {
    var printer = new Printer(console.out(), OutputOptions.format(arguments));
    Loading loading = LoadOptions.read(arguments);
    StoreOptions.Places places = StoreOptions.places(arguments);
    if (arguments.words().isEmpty()) {
      throw new UsageException("no file given: what shall be stored? FILE…, a folder, or -");
    }
    var sinks = Stores.toWrite(places, LoadOptions.DELIVERING).sinks();
    var loaded =
        new LoadedProfiles(
            new FileProfiles(loading, InstantSource.system()), sinks, console.screen());
    for (String word : arguments.words()) {
      load(word, loaded, console.in());
    }
    printer.print(loaded.files());
    return loaded.exitCode();
  }

  private static void load(String word, LoadedProfiles loaded, InputStream standardInput) {
    if (word.equals(STANDARD_INPUT)) {
      loaded.load("standard input", () -> standardInput);
      return;
    }
    try {
      List<Path> files = files(Path.of(word));
      if (files.isEmpty()) {
        loaded.pass(word, "no file is in it");
      }
      for (Path file : files) {
        loaded.load(file.toString(), () -> Files.newInputStream(file));
      }
    } catch (FileSystemException failure) {
      loaded.refuse(word, FileTrouble.of(failure));
    } catch (IOException | InvalidPathException failure) {
      loaded.refuse(word, String.valueOf(failure.getMessage()));
    }
  }

  /** A folder's own, by their names; hidden ones are not meant: half-written ones are such. */
  private static List<Path> files(Path given) throws IOException {
    if (!Files.isDirectory(given)) {
      return List.of(given);
    }
    try (Stream<Path> inside = Files.list(given)) {
      return inside
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }
}
