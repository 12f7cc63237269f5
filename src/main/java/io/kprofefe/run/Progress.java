package io.kprofefe.run;

/** Is told, by many threads, how far a run is. */
public interface Progress {

  /** Nobody watches. */
  Progress NONE = new Progress() {};

  /** So many more profiles are wanted. */
  default void wanted(int profiles) {}

  /** One has ended. */
  default void ended(ProfileEnd end) {}
}
