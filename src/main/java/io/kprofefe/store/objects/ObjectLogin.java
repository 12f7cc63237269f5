package io.kprofefe.store.objects;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A source of credentials, named where users of S3 are used to name it. */
public sealed interface ObjectLogin {

  /** Keys out of the environment. */
  record Keys(String id, String secret, Optional<String> sessionToken) implements ObjectLogin {

    /** Nothing of a secret: settings are shown. */
    @Override
    public String toString() {
      return "Keys[" + id + "]";
    }
  }

  /**
   * A pod's own identity, which the security token service changes for keys, as EKS sets it up for
   * a service account.
   *
   * @param role its ARN
   * @param session how we are called there
   */
  record WebIdentity(String role, Path tokenFile, String session) implements ObjectLogin {}

  /** A profile in the files that the {@code aws} command writes; not each of them is there. */
  record Profile(Path credentials, Path config, String name) implements ObjectLogin {

    List<Path> files() {
      return List.of(config, credentials).stream().filter(Files::isReadable).toList();
    }
  }

  /** What asks for a container's keys, as EKS Pod Identity and ECS set it up. */
  record Container() implements ObjectLogin {}

  /** EC2's metadata service. Where there is none, asking takes seconds. */
  record Machine() implements ObjectLogin {}

  /**
   * Those that there are, in the order in which all programs for S3 try them.
   *
   * @param home of the user
   * @param machine whether the machine itself may be asked for its own, as the last
   */
  static List<ObjectLogin> in(Map<String, String> environment, Path home, boolean machine) {
    var said = new Said(environment);
    var logins = new ArrayList<ObjectLogin>();
    said.keys().ifPresent(logins::add);
    said.webIdentity().ifPresent(logins::add);
    said.profile(home).ifPresent(logins::add);
    said.container().ifPresent(logins::add);
    if (machine) {
      logins.add(new Machine());
    }
    return List.copyOf(logins);
  }

  /** What the environment says. A variable that is empty is not set. */
  record Said(Map<String, String> environment) {

    public Optional<String> of(String variable) {
      return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isEmpty());
    }

    private Optional<Keys> keys() {
      return of("AWS_ACCESS_KEY_ID")
          .flatMap(id ->
              of("AWS_SECRET_ACCESS_KEY")
                  .map(secret -> new Keys(id, secret, of("AWS_SESSION_TOKEN"))));
    }

    private Optional<WebIdentity> webIdentity() {
      return of("AWS_ROLE_ARN")
          .flatMap(role ->
              of("AWS_WEB_IDENTITY_TOKEN_FILE")
                  .map(file ->
                      new WebIdentity(
                          role, Path.of(file), of("AWS_ROLE_SESSION_NAME").orElse("kprofefe"))));
    }

    private Optional<Profile> profile(Path home) {
      Path folder = home.resolve(".aws");
      var profile =
          new Profile(
              of("AWS_SHARED_CREDENTIALS_FILE").map(Path::of).orElse(folder.resolve("credentials")),
              of("AWS_CONFIG_FILE").map(Path::of).orElse(folder.resolve("config")),
              of("AWS_PROFILE").orElse("default"));
      return Optional.of(profile)
          .filter(one -> !one.files().isEmpty() || of("AWS_PROFILE").isPresent());
    }

    private Optional<Container> container() {
      return of("AWS_CONTAINER_CREDENTIALS_FULL_URI")
          .or(() -> of("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"))
          .map(_ -> new Container());
    }
  }
}
