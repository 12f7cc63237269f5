package io.kprofefe.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Standard output that remembers why it broke: a {@link java.io.PrintStream} tells only that it
 * did. A reader that has seen enough ({@code | head}) is no failure; a full disk is.
 */
final class StandardOutput extends OutputStream {

  private final OutputStream stream;
  private @Nullable IOException broken;

  StandardOutput(OutputStream stream) {
    this.stream = stream;
  }

  @Override
  public void write(int single) {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    if (broken == null) {
      try {
        stream.write(bytes, from, length);
      } catch (IOException failure) {
        broken = failure;
      }
    }
  }

  /** Why what was written is lost, unless nobody wanted it. */
  Optional<String> lost() {
    return Optional.ofNullable(broken)
        .map(failure -> String.valueOf(failure.getMessage()))
        .filter(why -> !why.contains("Broken pipe"));
  }
}
