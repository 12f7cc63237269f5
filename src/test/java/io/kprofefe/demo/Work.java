package io.kprofefe.demo;

/** What a service does all day, in small rounds. Several threads call it at once. */
interface Work {

  void round();
}
