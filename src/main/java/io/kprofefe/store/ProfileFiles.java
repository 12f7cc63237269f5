package io.kprofefe.store;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.profile.Untrusted;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder of files for a person: {@code web_web-0_cpu_20261122T015530Z.pb.gz} says what it is, and
 * sorts. Its id is its path. Nothing is overwritten, and no half-written file has such a name.
 */
public final class ProfileFiles implements ProfileSink {

  /** The sink's name. */
  public static final String NAME = "files";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX").withZone(ZoneOffset.UTC);

  /** Of what a pod chose: with type, time, ending and a number it fits into one name of a file. */
  private static final int LONGEST = 100;

  private final Path folder;

  /**
   * @param folder is there, or writing fails
   */
  public ProfileFiles(Path folder) {
    this.folder = folder;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public StoredProfile write(NewProfile profile) throws ProfileFailure {
    Path wanted = folder.resolve(fileName(profile)).normalize();
    try {
      Path written = NewFile.write(wanted, stream -> stream.write(profile.bytes()));
      return new StoredProfile(
          written.toString(),
          profile.type(),
          profile.service(),
          profile.labels(),
          profile.createdAt());
    } catch (ClosedByInterruptException cutOff) {
      throw new ProfileFailure(Outcome.CANCELLED, "the run ended before it was written", cutOff);
    } catch (IOException failed) {
      throw new ProfileFailure(
          Outcome.UNDELIVERED,
          "cannot write: " + Untrusted.shown(String.valueOf(failed.getMessage())),
          failed);
    }
  }

  /**
   * What could leave the folder, or mean something to a shell, is escaped, and the separator too.
   * No name is hidden, or taken for an option.
   */
  private static String fileName(NewProfile profile) {
    String pod = profile.labels().value("pod").orElse("");
    String type = profile.labels().value(ProfileType.TYPE_LABEL).orElse(profile.type().word());
    return Stream.of(profile.service(), pod, type)
            .map(part -> ServiceFolder.escaped(part, LONGEST) + "_")
            .collect(Collectors.joining())
            .replaceFirst("^[.-]", "_")
        + TIME.format(profile.createdAt())
        + ProfileEnding.of(profile.type(), profile.bytes()).suffix();
  }
}
