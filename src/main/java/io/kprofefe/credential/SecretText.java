package io.kprofefe.credential;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kprofefe.profile.Untrusted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What stands in a file now.
 *
 * @param name what the file is called in messages, such as {@code client key}
 */
public record SecretText(String name, Path file, String text) {

  private static final int LARGEST = 1 << 20;

  /**
   * Reads it.
   *
   * @throws CredentialException when it cannot be read, is empty, or larger than 1 MiB
   */
  public static SecretText of(String name, Path file) throws CredentialException {
    var content = new SecretText(name, file, read(name, file));
    if (content.text.isBlank()) {
      throw content.trouble("is empty");
    }
    if (content.text.length() > LARGEST) {
      throw content.trouble("is larger than 1 MiB");
    }
    return content;
  }

  CredentialException trouble(String trouble) {
    return trouble(name, file, trouble);
  }

  @Override
  public String toString() {
    return name + " " + file;
  }

  private static String read(String name, Path file) throws CredentialException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LARGEST + 1), UTF_8);
    } catch (NoSuchFileException missing) {
      throw trouble(name, file, "does not exist");
    } catch (AccessDeniedException denied) {
      throw trouble(name, file, "cannot be read: permission denied");
    } catch (IOException unreadable) {
      throw trouble(name, file, "cannot be read");
    }
  }

  private static CredentialException trouble(String name, Path file, String trouble) {
    return new CredentialException(
        "the %s %s %s".formatted(name, Untrusted.shown(file.toString()), trouble));
  }
}
