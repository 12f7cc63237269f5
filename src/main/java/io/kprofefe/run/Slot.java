package io.kprofefe.run;

/** A place among so many, held until it is closed, once. */
interface Slot extends AutoCloseable {

  @Override
  void close();
}
