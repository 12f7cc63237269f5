package io.kprofefe.kubernetes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Connection flags as a test gives them. */
final class Access {

  private Optional<Path> kubeconfig = Optional.empty();
  private Optional<String> context = Optional.empty();
  private Optional<String> cluster = Optional.empty();
  private Optional<String> user = Optional.empty();
  private Optional<String> server = Optional.empty();
  private Optional<String> token = Optional.empty();
  private Optional<String> as = Optional.empty();
  private List<String> asGroups = List.of();
  private Optional<Path> certificateAuthority = Optional.empty();
  private boolean insecure;
  private Optional<Duration> requestTimeout = Optional.empty();

  private Access() {}

  static Access unspecified() {
    return new Access();
  }

  static Access of(String server) {
    return new Access().server(server);
  }

  static Access of(Path kubeconfig) {
    var access = new Access();
    access.kubeconfig = Optional.of(kubeconfig);
    return access;
  }

  Access context(String name) {
    context = Optional.of(name);
    return this;
  }

  Access cluster(String name) {
    cluster = Optional.of(name);
    return this;
  }

  Access user(String name) {
    user = Optional.of(name);
    return this;
  }

  Access server(String url) {
    server = Optional.of(url);
    return this;
  }

  Access token(String secret) {
    token = Optional.of(secret);
    return this;
  }

  Access as(String name, String... groups) {
    as = Optional.of(name);
    asGroups = List.of(groups);
    return this;
  }

  Access certificateAuthority(Path file) {
    certificateAuthority = Optional.of(file);
    return this;
  }

  Access insecure() {
    insecure = true;
    return this;
  }

  Access requestTimeout(Duration time) {
    requestTimeout = Optional.of(time);
    return this;
  }

  ClusterAccess build() {
    return new ClusterAccess(
        kubeconfig,
        context,
        cluster,
        user,
        server,
        token,
        as,
        asGroups,
        certificateAuthority,
        Optional.empty(),
        Optional.empty(),
        insecure,
        requestTimeout);
  }

  /** A machine that knows no cluster: this folder is its home. */
  static Surroundings nowhere(Path home) {
    return with(home, Map.of());
  }

  static Surroundings with(Path home, Map<String, String> environment) {
    return new Surroundings(environment, home, home.resolve("serviceaccount"));
  }
}
