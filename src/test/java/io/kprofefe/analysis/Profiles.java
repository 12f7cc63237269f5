package io.kprofefe.analysis;

import io.kprofefe.profile.PprofLimits;
import java.io.InputStream;
import java.util.Objects;

/** Profiles of real programs. */
final class Profiles {

  static final PprofLimits LIMITS = PprofLimits.ofDecoded(64 << 20);

  private Profiles() {}

  static InputStream open(String name) {
    return Objects.requireNonNull(Profiles.class.getResourceAsStream("/profile/" + name));
  }
}
