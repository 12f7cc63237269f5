package io.kprofefe.target;

/** A pod that does not ask to be profiled. */
public record Unannotated(TargetIdentity identity) implements Discovered {

  /** For who named this pod, or asks why it is not a target. */
  public Skipped asSkipped() {
    return new Skipped(identity, "not annotated: profefe.com/enable is not \"true\"");
  }
}
