package io.kprofefe.cli;

import io.kprofefe.print.LoadedFiles;
import io.kprofefe.print.LoadedFiles.Copy;
import io.kprofefe.print.Screen;
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
        sinks.forEach(sink -> write(file, profile.get(), sink));
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

  private void write(String file, NewProfile profile, ProfileSink sink) {
    try {
      copies.add(new Copy(file, sink.name(), profile.bytes().length, sink.write(profile)));
    } catch (SinkDenied denied) {
      refuse(file, denied.reason());
      exitCode = ExitCode.DENIED.code();
    } catch (ProfileFailure failure) {
      refuse(file, failure.outcome().word() + ": " + failure.reason());
    }
  }
}
