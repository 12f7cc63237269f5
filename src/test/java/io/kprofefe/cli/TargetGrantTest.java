package io.kprofefe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Credentials for pods are for somebody, and somebody is granted something. */
class TargetGrantTest {

  @TempDir private Path folder;

  @BeforeEach
  void a_token() throws IOException {
    Files.writeString(folder.resolve("token"), "t0ken");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --target-token-file=TOKEN | it is not said to which pods the --target-… options are granted
          --target-server-name=web | it is not said to which pods the --target-… options are granted
          --target-insecure-skip-tls-verify | it is not said to which pods the --target-… options are granted
          --target-service-account-token | it is not said to which pods the --target-… options are granted
          --target-grant-namespace=shop | --target-grant-namespace or --target-grant-selector is given without
          --target-grant-selector=a=b | --target-grant-namespace or --target-grant-selector is given without
          --target-grant-namespace=shop --target-token-file=TOKEN --target-service-account-token | --target-service-account-token is given beside another login
          --target-grant-namespace=shop --target-token-file=/nowhere/token | for pods that speak HTTPS, the token file /nowhere/token
          """)
  void else_nobody_is_asked(String words, String error) {
    String[] given =
        Stream.concat(
                Stream.of("collect", "-n", "shop", "--dir=" + folder.resolve("profiles")),
                Stream.of(words.replace("TOKEN", folder.resolve("token").toString()).split(" ")))
            .toArray(String[]::new);
    Called called = Called.with(given);
    assertEquals(64, called.code(), called.err());
    assertTrue(called.err().startsWith("error: " + error), called.err());
  }
}
