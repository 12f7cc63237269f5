package io.kprofefe.store;

import java.nio.file.Path;

/** A whole profile that is there. */
record ListedProfile(ProfileId id, Path file) {}
