package io.kprofefe.cluster;

import java.nio.file.Path;

/** Who has its key is a user of a cluster: the common name is the user's. In PEM. */
record ClientCertificate(Path certificate, Path key) {

  /**
   * Signed by a cluster's own authority.
   *
   * @param authority folder of {@code ca.crt} and {@code ca.key}
   * @param folder to write in
   */
  static ClientCertificate signed(String user, Path authority, Path folder) {
    var own = new ClientCertificate(folder.resolve(user + ".crt"), folder.resolve(user + ".key"));
    Path request = folder.resolve(user + ".csr");
    openssl(
        "req -newkey rsa:2048 -nodes -subj /CN=%s -keyout %s -out %s"
            .formatted(user, own.key, request));
    openssl(
        "x509 -req -in %s -CA %s -CAkey %s -CAcreateserial -CAserial %s -days 1 -out %s"
            .formatted(
                request,
                authority.resolve("ca.crt"),
                authority.resolve("ca.key"),
                folder.resolve(user + ".serial"),
                own.certificate));
    return own;
  }

  private static void openssl(String line) {
    Command.of(("openssl " + line).split(" ")).run().succeeded();
  }
}
