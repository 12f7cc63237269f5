package io.kprofefe.registry;

import io.kprofefe.profile.PprofLimits;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * How a registry is run.
 *
 * @param listen where; port 0 takes a free one
 * @param maxProfileBytes of one profile as sent; what is larger is answered with a 413
 * @param limits of a profile when it is looked at
 * @param retention what is kept, and what goes
 * @param version what {@code GET /api/0/version} tells
 */
public record RegistrySettings(
    InetSocketAddress listen,
    long maxProfileBytes,
    PprofLimits limits,
    Retention retention,
    String version) {

  public static final int PORT = 10100;
  public static final long MAX_PROFILE_BYTES = 64L << 20;

  /** A gzipped profile is seldom less than a tenth of itself. */
  public static final long MAX_DECODED_BYTES = 10 * MAX_PROFILE_BYTES;

  /**
   * Of one merge. It is in memory, where what is taken in goes to the disk: it may have an eighth
   * of the heap, as a stack costs several times its bytes there.
   */
  PprofLimits mergeLimits() {
    long most = Runtime.getRuntime().maxMemory() / 8;
    return new PprofLimits(
        Math.min(limits.decodedBytes(), most), limits.entries(), limits.ids(), limits.depth());
  }

  /** On the loopback interface, with the usual limits, keeping everything. */
  public static RegistrySettings onLoopback(int port) {
    return new RegistrySettings(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        MAX_PROFILE_BYTES,
        PprofLimits.ofDecoded(MAX_DECODED_BYTES),
        Retention.EVERYTHING,
        "");
  }
}
