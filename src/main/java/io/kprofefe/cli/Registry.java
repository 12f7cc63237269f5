package io.kprofefe.cli;

import io.kprofefe.cli.option.Arguments;
import io.kprofefe.cli.option.OptionGroup;
import io.kprofefe.cli.option.RegistryOptions;
import io.kprofefe.cli.option.StoreOptions;
import io.kprofefe.cli.option.UsageException;
import io.kprofefe.profile.Untrusted;
import io.kprofefe.registry.RegistryServer;
import io.kprofefe.registry.RegistrySettings;
import io.kprofefe.run.ExitCode;
import io.kprofefe.store.DirectoryStore;
import io.kprofefe.store.Disk;
import io.kprofefe.store.SharedSync;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** {@code kprofefe registry}: Profefe's API over a directory, until a signal ends it. */
final class Registry implements Command {

  @Override
  public String name() {
    return "registry";
  }

  @Override
  public String summary() {
    return "Serves Profefe's API over a directory of profiles, until it is told to end";
  }

  @Override
  public List<OptionGroup> groups() {
    return List.of(RegistryOptions.GROUP);
  }

  @Override
  public List<String> examples() {
    return List.of(
        "kprofefe registry --dir profiles",
        "kprofefe registry --dir /var/lib/kprofefe --listen :10100 --keep 7d --keep-bytes 10GiB");
  }

  @Override
  public int run(Arguments arguments, Console console)
      throws UsageException, CommandFailure, IOException {
    RegistrySettings settings = RegistryOptions.read(arguments, Version.current());
    Path directory = Stores.writableDirectory(StoreOptions.directory(arguments));
    var signalled = new CompletableFuture<ExitCode>();
    try (Disk disk = SharedSync.of(directory);
        RegistryServer server = bound(new DirectoryStore(directory, disk), settings);
        var _ = new Signals(signalled::complete)) {
      server.start();
      console.out().println("http://" + shown(server.address()));
      console.out().flush();
      console
          .screen()
          .say("Serving the profiles in %s until it is told to end".formatted(directory));
      return signalled.join().code();
    }
  }

  private static RegistryServer bound(DirectoryStore store, RegistrySettings settings)
      throws CommandFailure, IOException {
    try {
      return new RegistryServer(store, settings);
    } catch (BindException taken) {
      throw new CommandFailure(
          "cannot listen on %s: %s: give another --listen"
              .formatted(
                  shown(settings.listen()), Untrusted.shown(String.valueOf(taken.getMessage()))),
          taken);
    }
  }

  private static String shown(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
