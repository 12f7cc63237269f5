package io.kprofefe.cli.option;

import io.kprofefe.credential.CredentialException;
import io.kprofefe.credential.CredentialSettings;
import io.kprofefe.credential.Credentials;
import io.kprofefe.credential.Login;
import io.kprofefe.kubernetes.Cluster;
import io.kprofefe.scrape.TargetCredentials;
import io.kprofefe.target.Grant;
import io.kprofefe.target.LabelSelector;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How pods that speak HTTPS are known, what they are shown, and which of them. */
public final class TargetOptions {

  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern SERVER =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");

  static final Option<List<String>> NAMESPACE =
      Option.list(
          "--target-grant-namespace",
          "NAME,…",
          Allowed.matching(DNS_LABEL, "the name of a namespace, such as shop")
              .offering(Suggestion.Found.NAMESPACE),
          "the following is for pods of these namespaces alone; no annotation grants it");

  static final Option<Optional<LabelSelector>> SELECTOR =
      Option.optional(
          "--target-grant-selector",
          "SELECTOR",
          Allowed.readBy(LabelSelector::parse, "a label selector, such as app=web,tier!=cache"),
          "the following is for pods with these labels alone: mind who may label a pod");

  static final CredentialOptions FILES = CredentialOptions.ofMany("--target", "these pods");

  static final Option<Boolean> SERVICE_ACCOUNT =
      Option.flag(
          "--target-service-account-token",
          "show these pods the job's own service-account token, for all that it may do");

  static final Option<Optional<String>> SERVER_NAME =
      Option.optional(
          "--target-server-name",
          "NAME",
          Allowed.matching(SERVER, "the name of a server, such as web.shop.svc"),
          "whom their certificates must be of, in place of their addresses");

  static final Option<Boolean> INSECURE =
      Option.flag(
          "--target-insecure-skip-tls-verify",
          "do not check their certificates: what they are shown may be stolen");

  public static final OptionGroup GROUP =
      new OptionGroup(
          "Pods that speak HTTPS",
          Stream.of(
                  List.of(NAMESPACE, SELECTOR),
                  FILES.all(),
                  List.of(SERVICE_ACCOUNT, SERVER_NAME, INSECURE))
              .flatMap(List::stream)
              .toList());

  private static final String TO_WHOM =
      "it is not said to which pods the --target-… options are granted: give %s or %s"
          .formatted(NAMESPACE.name(), SELECTOR.name());

  private static final String WHAT =
      "%s or %s is given without what it grants: give a --target-… option beside it"
          .formatted(NAMESPACE.name(), SELECTOR.name());

  private TargetOptions() {}

  /** To which pods all of this is granted. */
  public static Grant grant(Arguments arguments) throws UsageException {
    return new Grant(Set.copyOf(arguments.get(NAMESPACE)), arguments.get(SELECTOR));
  }

  /**
   * What they are shown and how they are known; empty when nothing was said.
   *
   * @throws UsageException when it is said to nobody, to somebody and nothing is said, or when a
   *     file cannot be used
   */
  public static Optional<TargetCredentials> read(Arguments arguments) throws UsageException {
    Optional<TargetCredentials> said = readWithoutFiles(arguments);
    if (said.isPresent()) {
      check(said.get().credentials());
    }
    return said;
  }

  /**
   * The same for who shows it to nobody, and may not have the files.
   *
   * @throws UsageException when it is said to nobody, or to somebody and nothing is said
   */
  public static Optional<TargetCredentials> readWithoutFiles(Arguments arguments)
      throws UsageException {
    var credentials =
        new TargetCredentials(
            new Credentials(settings(arguments)),
            arguments.get(SERVER_NAME),
            arguments.get(INSECURE));
    boolean said =
        !settings(arguments).equals(CredentialSettings.NONE)
            || credentials.serverName().isPresent();
    boolean granted = !grant(arguments).equals(Grant.NONE);
    if (said != granted) {
      throw new UsageException(said ? TO_WHOM : WHAT);
    }
    return Optional.of(credentials).filter(_ -> said);
  }

  static CredentialSettings settings(Arguments arguments) throws UsageException {
    CredentialSettings files = FILES.read(Optional.empty(), arguments);
    boolean ofServiceAccount = arguments.get(SERVICE_ACCOUNT);
    if (ofServiceAccount && files.login().isPresent()) {
      throw new UsageException(
          "%s is given beside another login: give one of both".formatted(SERVICE_ACCOUNT.name()));
    }
    CredentialSettings checked =
        ofServiceAccount
            ? files.orLogin(Optional.of(new Login.BearerToken(Cluster.SERVICE_ACCOUNT_TOKEN)))
            : files;
    return arguments.get(INSECURE) ? checked.withoutCheck() : checked;
  }

  private static void check(Credentials credentials) throws UsageException {
    try {
      credentials.check();
    } catch (CredentialException unusable) {
      throw new UsageException("for pods that speak HTTPS, " + unusable.reason());
    }
  }
}
