package io.kprofefe.target;

/** An endpoint that could be scraped, and is left to another run. */
public record NotSampled(Target target) implements Discovered {

  @Override
  public TargetIdentity identity() {
    return target.identity();
  }
}
