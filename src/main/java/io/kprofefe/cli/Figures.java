package io.kprofefe.cli;

import io.kprofefe.cli.option.MetricsOptions.Destinations;
import io.kprofefe.cli.option.MetricsOptions.Gateway;
import io.kprofefe.cli.option.UsageException;
import io.kprofefe.credential.CredentialException;
import io.kprofefe.metrics.MetricsException;
import io.kprofefe.metrics.MetricsFile;
import io.kprofefe.metrics.Pushgateway;
import io.kprofefe.metrics.RunMetrics;
import io.kprofefe.run.RunReport;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;

/** The figures of a run, to wherever they were asked for. What fails is one warning, no more. */
final class Figures {

  private static final Logger LOG = System.getLogger(Figures.class.getName());

  private final Optional<Pushgateway> pushgateway;
  private final Optional<MetricsFile> file;

  /**
   * @throws UsageException when the Pushgateway's credentials cannot be used
   */
  Figures(Destinations destinations) throws UsageException {
    this.pushgateway = pushgateway(destinations);
    this.file = destinations.file().map(MetricsFile::new);
  }

  /**
   * Sends them.
   *
   * @param sinks the names of all stores of the run
   */
  void send(RunReport report, List<String> sinks) {
    if (pushgateway.isEmpty() && file.isEmpty()) {
      return;
    }
    String text = new RunMetrics(Version.current()).text(report, sinks);
    pushgateway.ifPresent(gateway -> tell(() -> gateway.push(text)));
    file.ifPresent(one -> tell(() -> one.write(text)));
  }

  private interface Sending {
    void send() throws MetricsException;
  }

  private static void tell(Sending sending) {
    try {
      sending.send();
    } catch (MetricsException failure) {
      LOG.log(Level.WARNING, "the run's figures are lost: " + failure.getMessage());
      LOG.log(Level.DEBUG, "how they were lost", failure);
    }
  }

  /**
   * The Pushgateway that was named.
   *
   * @throws UsageException when its credentials cannot be used
   */
  static Optional<Pushgateway> pushgateway(Destinations destinations) throws UsageException {
    if (destinations.pushgateway().isEmpty()) {
      return Optional.empty();
    }
    Gateway gateway = destinations.pushgateway().get();
    var pushgateway =
        new Pushgateway(
            gateway.url().toString(),
            destinations.job(),
            destinations.grouping(),
            gateway.credentials());
    try {
      pushgateway.checkCredentials();
    } catch (CredentialException unusable) {
      throw new UsageException("for --pushgateway-url, " + unusable.reason());
    }
    return Optional.of(pushgateway);
  }
}
