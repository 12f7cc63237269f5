package io.kprofefe.store;

import io.kprofefe.profile.StoredType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** How a profile's file name ends: it tells other programs what is in it. */
public enum ProfileEnding {
  GZIPPED(".pb.gz"),
  PLAIN(".pb"),
  TRACE(".trace");

  private static final byte[] GZIP = {0x1f, (byte) 0x8b};

  private final String suffix;

  ProfileEnding(String suffix) {
    this.suffix = suffix;
  }

  public String suffix() {
    return suffix;
  }

  public static Stream<ProfileEnding> all() {
    return Arrays.stream(values());
  }

  /** The name of a profile's file without its ending; empty when it has another one. */
  public static Optional<String> stem(String name) {
    return all()
        .filter(ending -> name.endsWith(ending.suffix))
        .map(ending -> name.substring(0, name.length() - ending.suffix.length()))
        .findFirst();
  }

  public static ProfileEnding of(StoredType type, byte[] bytes) {
    return of(type, isGzip(Arrays.copyOf(bytes, Math.min(GZIP.length, bytes.length))));
  }

  static ProfileEnding of(StoredType type, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(type, isGzip(in.readNBytes(GZIP.length)));
    }
  }

  private static ProfileEnding of(StoredType type, boolean gzipped) {
    if (type == StoredType.TRACE) {
      return TRACE;
    }
    return gzipped ? GZIPPED : PLAIN;
  }

  private static boolean isGzip(byte[] start) {
    return Arrays.equals(start, GZIP);
  }
}
