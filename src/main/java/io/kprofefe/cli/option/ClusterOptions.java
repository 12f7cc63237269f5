package io.kprofefe.cli.option;

import io.kprofefe.cli.option.Suggestion.Found;
import io.kprofefe.kubernetes.ClusterAccess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where the cluster is and who we are there, as kubectl spells it. */
public final class ClusterOptions {

  static final Option<Optional<Path>> KUBECONFIG =
      Option.optional(
          "--kubeconfig",
          "FILE",
          Allowed.path("the path of a file"),
          "the kubeconfig to use; else $KUBECONFIG, else ~/.kube/config, and in a pod its service"
              + " account");

  static final Option<Optional<String>> CONTEXT =
      Option.optional(
          "--context",
          "NAME",
          Allowed.name("the name of a context", Found.CONTEXT),
          "a context of the kubeconfig");

  static final Option<Optional<String>> CLUSTER =
      Option.optional(
          "--cluster",
          "NAME",
          Allowed.name("the name of a cluster", Found.CLUSTER),
          "a cluster of the kubeconfig");

  static final Option<Optional<String>> USER =
      Option.optional(
          "--user",
          "NAME",
          Allowed.name("the name of a user", Found.USER),
          "a user of the kubeconfig");

  static final Option<Optional<URI>> SERVER =
      Option.optional(
          "-s/--server",
          "URL",
          Urls.base("https://10.0.0.1:6443"),
          "the API server, in place of the kubeconfig's");

  static final Option<Optional<String>> TOKEN =
      Option.secret(
          "--token", "TOKEN", Allowed.text("a bearer token"), "bearer token for the API server");

  static final Option<Optional<String>> AS =
      Option.optional("--as", "USER", Allowed.text("the name of a user"), "impersonate this user");

  static final Option<List<String>> AS_GROUP =
      Option.list(
          "--as-group", "GROUP", Allowed.text("the name of a group"), "impersonate these groups");

  static final Option<Optional<Path>> CERTIFICATE_AUTHORITY =
      Option.optional(
          "--certificate-authority",
          "FILE",
          Allowed.path("the path of a file"),
          "certificates that the API server's own is checked against");

  static final Option<Optional<Path>> CLIENT_CERTIFICATE =
      Option.optional(
          "--client-certificate", "FILE", Allowed.path("the path of a file"), "our certificate");

  static final Option<Optional<Path>> CLIENT_KEY =
      Option.optional("--client-key", "FILE", Allowed.path("the path of a file"), "its key");

  static final Option<Boolean> INSECURE =
      Option.flag(
          "--insecure-skip-tls-verify", "do not check the API server's certificate: unsafe");

  static final Option<Optional<Duration>> REQUEST_TIMEOUT =
      Option.optional(
          "--request-timeout",
          "DURATION",
          Durations.asKubectl(),
          "of one request to the API server; 0 is no limit");

  public static final OptionGroup GROUP =
      new OptionGroup(
          "Cluster, as kubectl spells it",
          List.of(
              KUBECONFIG,
              CONTEXT,
              CLUSTER,
              USER,
              SERVER,
              TOKEN,
              AS,
              AS_GROUP,
              CERTIFICATE_AUTHORITY,
              CLIENT_CERTIFICATE,
              CLIENT_KEY,
              INSECURE,
              REQUEST_TIMEOUT));

  private ClusterOptions() {}

  public static ClusterAccess read(Arguments arguments) throws UsageException {
    return new ClusterAccess(
        arguments.get(KUBECONFIG),
        arguments.get(CONTEXT),
        arguments.get(CLUSTER),
        arguments.get(USER),
        arguments.get(SERVER).map(URI::toString),
        arguments.get(TOKEN),
        arguments.get(AS),
        arguments.get(AS_GROUP),
        arguments.get(CERTIFICATE_AUTHORITY),
        arguments.get(CLIENT_CERTIFICATE),
        arguments.get(CLIENT_KEY),
        arguments.get(INSECURE),
        arguments.get(REQUEST_TIMEOUT));
  }
}
