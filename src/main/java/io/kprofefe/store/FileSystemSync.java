package io.kprofefe.store;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Linux' {@code syncfs}: waits until all that was written to a file system, by whomever, is on its
 * disk. Java has no call for it.
 */
final class FileSystemSync implements SharedSync.Whole {

  /** Where it is known to wait for the disk itself; over a network or FUSE it need not. */
  private static final Set<String> KNOWN = Set.of("ext4", "xfs");

  /** Linux before 5.8 does not tell when it failed. */
  private static final Pattern KERNEL = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*");

  private static final int READ_ONLY_CLOSE_ON_EXEC = 0x80000;

  private static final Linker LINKER = Linker.nativeLinker();

  private final int descriptor;
  private final MethodHandle syncfs;
  private final MethodHandle close;

  private FileSystemSync(int descriptor) {
    this.descriptor = descriptor;
    this.syncfs = function("syncfs", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    this.close = function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  }

  /** Of the file system that this directory is on; empty when its sync is not to be relied on. */
  static Optional<FileSystemSync> of(Path directory) throws IOException {
    return isKnown(
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            Files.getFileStore(directory).type())
        ? Optional.of(new FileSystemSync(open(directory)))
        : Optional.empty();
  }

  static boolean isKnown(String system, String kernel, String fileSystem) {
    Matcher version = KERNEL.matcher(kernel);
    if (!system.equals("Linux") || !KNOWN.contains(fileSystem) || !version.matches()) {
      return false;
    }
    int major = Integer.parseInt(version.group(1));
    int minor = Integer.parseInt(version.group(2));
    return major > 5 || (major == 5 && minor >= 8);
  }

  @Override
  public void sync() throws IOException {
    if (call(syncfs, descriptor) != 0) {
      throw new IOException("the file system could not be synced");
    }
  }

  @Override
  public void close() {
    call(close, descriptor);
  }

  private static int open(Path directory) throws IOException {
    MethodHandle open =
        function(
            "open",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    try (Arena arena = Arena.ofConfined()) {
      int descriptor =
          call(open, arena.allocateFrom(directory.toString()), READ_ONLY_CLOSE_ON_EXEC);
      if (descriptor < 0) {
        throw new IOException(directory + " could not be opened");
      }
      return descriptor;
    }
  }

  @SuppressWarnings("restricted") // the types are those of the C functions
  private static MethodHandle function(
      String name, FunctionDescriptor type, Linker.Option... options) {
    MemorySegment address = LINKER.defaultLookup().findOrThrow(name);
    return LINKER.downcallHandle(address, type, options);
  }

  private static int call(MethodHandle function, Object... arguments) {
    try {
      return (int) function.invokeWithArguments(arguments);
    } catch (Throwable impossible) { // a C function throws nothing
      throw new AssertionError(impossible);
    }
  }
}
