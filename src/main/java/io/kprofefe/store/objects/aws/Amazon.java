package io.kprofefe.store.objects.aws;

/** Where Amazon is. */
public final class Amazon {

  private Amazon() {}

  /** The domain of its services in a region. */
  public static String domain(String region) {
    return region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  }
}
