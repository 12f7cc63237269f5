package io.kprofefe.target;

/** What a listed pod turned out to be; a pod with several endpoints turns out to be several. */
public sealed interface Discovered permits Target, Skipped, NotSampled, Unannotated {

  TargetIdentity identity();
}
