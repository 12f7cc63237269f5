package io.kprofefe.cli;

import io.kprofefe.cli.option.PyroscopeOptions.Pyroscope;
import io.kprofefe.cli.option.UsageException;
import io.kprofefe.credential.CredentialException;
import io.kprofefe.store.ProfileSink;
import io.kprofefe.store.pyroscope.PyroscopeLimits;
import io.kprofefe.store.pyroscope.PyroscopeSettings;
import io.kprofefe.store.pyroscope.PyroscopeSink;

/**
 * A Pyroscope that a command line names, opened. It has a bound of its own, and no spool: nobody
 * could be asked there what has become of a profile whose run was killed.
 */
final class PyroscopePlace {

  private PyroscopePlace() {}

  static ProfileSink open(Pyroscope pyroscope) throws UsageException {
    var limits =
        new PyroscopeLimits(pyroscope.maxDecodedSize(), pyroscope.maxSamples(), pyroscope.maxAge());
    var sink =
        new PyroscopeSink(
            PyroscopeSettings.of(pyroscope.url().toString())
                .withCredentials(pyroscope.credentials())
                .withTenant(pyroscope.tenant())
                .withConnections(pyroscope.connections())
                .withLimits(limits));
    try {
      sink.checkCredentials();
    } catch (CredentialException unusable) {
      throw new UsageException("for --pyroscope-url, " + unusable.reason());
    }
    return sink;
  }
}
