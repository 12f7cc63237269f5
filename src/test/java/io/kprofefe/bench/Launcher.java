package io.kprofefe.bench;

/** How the program is started: benchmarks tell of that JVM and no other. */
final class Launcher {

  /** Seen from the folder of the project. */
  static final String FLAGS = "@collector/conf/jvm.flags";

  private Launcher() {}
}
