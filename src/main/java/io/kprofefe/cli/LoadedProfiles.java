package io.kprofefe.cli;

import io.kprofefe.print.LoadedFiles;
import io.kprofefe.print.LoadedFiles.Copy;
import io.kprofefe.print.Screen;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.Untrusted;
import io.kprofefe.run.ExitCode;
import io.kprofefe.store.NewProfile;
import io.kprofefe.store.ProfileSink;
import io.kprofefe.store.SinkDenied;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Files on their way into every store. What one is refused for keeps no other from it. */
final class LoadedProfiles {

  private final FileProfiles profiles;
  private final List<ProfileSink> sinks;
  private final Screen screen;
  private final List<Copy> copies = new ArrayList<>();
  private int exitCode = ExitCode.OK.code();

  LoadedProfiles(FileProfiles profiles, List<ProfileSink> sinks, Screen screen) {
    this.profiles = profiles;
    this.sinks = List.copyOf(sinks);
    this.screen = screen;
  }

  /** Where a profile is read from; the stream is closed after it. */
  interface Source {
    InputStream open() throws IOException;
  }

  /** Stores it, or says why not. */
  void load(String file, Source source) {
    try (InputStream stream = source.open()) {
      Optional<NewProfile> profile = profiles.read(stream);
      if (profile.isPresent()) {
        store(file, profile.get());
      } else {
        pass(file, "it has no samples");
      }
    } catch (ProfileFailure refused) {
      refuse(file, refused.reason());
    } catch (FileSystemException failure) {
      refuse(file, FileTrouble.of(failure));
    } catch (IOException failure) {
      refuse(file, String.valueOf(failure.getMessage()));
    }
  }

  /** Says why there is nothing to store, which is no failure. */
  void pass(String file, String why) {
    screen.say(Untrusted.shown(file) + ": " + why + ": there is nothing to store");
  }

  /** Says that it is not stored. */
  void refuse(String file, String why) {
    screen.say("error: " + Untrusted.shown(file) + ": " + Untrusted.shown(why));
    exitCode = Math.max(exitCode, CommandFailure.CODE);
  }

  /** What was stored so far. */
  LoadedFiles files() {
    return new LoadedFiles(List.copyOf(copies));
  }

  /** That a store does not let us in says more than that a file was refused. */
  int exitCode() {
    return exitCode;
  }

  /** What no store has a use for is not stored, which is what was asked for. */
  private void store(String file, NewProfile profile) {
    List<String> declined =
        sinks.stream().flatMap(sink -> write(file, profile, sink).stream()).toList();
    if (declined.size() == sinks.size()) {
      refuse(file, String.join("; ", declined));
    } else {
      declined.forEach(why -> screen.say(Untrusted.shown(file) + ": " + why));
    }
  }

  /** Why it was declined; empty when it was stored, or failed, which is said. */
  private Optional<String> write(String file, NewProfile profile, ProfileSink sink) {
    try {
      copies.add(new Copy(file, sink.name(), profile.bytes().length, sink.write(profile)));
    } catch (SinkDenied denied) {
      refuse(file, denied.reason());
      exitCode = ExitCode.DENIED.code();
    } catch (ProfileFailure failure) {
      if (failure.outcome() == Outcome.DECLINED) {
        return Optional.of("declined by " + sink.name() + ": " + failure.reason());
      }
      refuse(file, failure.outcome().word() + ": " + failure.reason());
    }
    return Optional.empty();
  }
}
