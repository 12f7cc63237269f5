package io.kprofefe.kubernetes;

import static io.kprofefe.kubernetes.JsonValues.object;
import static io.kprofefe.kubernetes.JsonValues.startOf;
import static io.kprofefe.kubernetes.JsonValues.text;

import com.fasterxml.jackson.core.JsonParser;
import io.fabric8.kubernetes.api.model.ExecConfig;
import io.fabric8.kubernetes.api.model.ExecEnvVar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The program that a kubeconfig names to give a user's credential, run as kubectl runs it: what it
 * says on standard error is for the person, and its environment tells it which answer is wanted.
 * fabric8 reads both outputs as one credential, and tells it nothing (seen with 7.8.0).
 */
final class ExecPlugin {

  /** Whence a plugin knows which version of the credential to give (client-go's name for it). */
  private static final String WANTED = "KUBERNETES_EXEC_INFO";

  private static final int LONGEST_ANSWER = 1 << 20;

  private final ExecConfig said;
  private final String user;
  private final Path kubeconfig;

  /**
   * @param user whose it is, by name
   * @param kubeconfig the file that says so: a relative path of a program begins beside it
   */
  ExecPlugin(ExecConfig said, String user, Path kubeconfig) {
    this.said = said;
    this.user = user;
    this.kubeconfig = kubeconfig;
  }

  /** What it gave; a text is empty where it gave none. */
  record Credential(String token, String certificate, String key) {

    private boolean isUsable() {
      return !token.isEmpty() || (!certificate.isEmpty() && !key.isEmpty());
    }
  }

  /**
   * Runs it to its end.
   *
   * @throws ClusterAccessException when it gave nothing that can be used, with the reason
   */
  Credential run() throws ClusterAccessException {
    Answer answer = answer(output());
    if (!version().equals(answer.version)) {
      throw failed(
          "it answers with version \"%s\", not \"%s\"".formatted(answer.version, version()));
    }
    Credential credential = answer.credential();
    if (!credential.isUsable()) {
      throw failed("its answer has neither a token nor a certificate with its key");
    }
    return credential;
  }

  private byte[] output() throws ClusterAccessException {
    Process process = started();
    try (InputStream output = process.getInputStream()) {
      process.getOutputStream().close(); // nobody types: else one that asks would wait for ever
      byte[] answer = output.readNBytes(LONGEST_ANSWER);
      if (answer.length == LONGEST_ANSWER) {
        throw failed("its answer has no end");
      }
      int code = process.waitFor();
      if (code != 0) {
        throw failed("it ended with exit code " + code);
      }
      return answer;
    } catch (IOException lost) {
      throw failed("its answer cannot be read", lost);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw failed("we were interrupted", ended);
    } finally {
      process.destroy();
    }
  }

  private Process started() throws ClusterAccessException {
    var builder = new ProcessBuilder(commandLine()).redirectError(Redirect.INHERIT);
    Map<String, String> environment = builder.environment();
    environment.put(
        WANTED,
        "{\"apiVersion\":\"%s\",\"kind\":\"ExecCredential\",\"spec\":{\"interactive\":false}}"
            .formatted(version()));
    for (ExecEnvVar variable : said.getEnv()) {
      environment.put(variable.getName(), variable.getValue());
    }
    try {
      return builder.start();
    } catch (IOException missing) {
      String hint = said.getInstallHint();
      throw failed("it cannot be started" + (hint == null ? "" : "; " + OneLine.of(hint)), missing);
    }
  }

  private List<String> commandLine() {
    var words = new ArrayList<String>();
    words.add(program());
    words.addAll(said.getArgs());
    return words;
  }

  /** A name alone is looked for in the PATH. */
  private String program() {
    Path path = Path.of(said.getCommand());
    return path.getNameCount() > 1 && !path.isAbsolute()
        ? kubeconfig.resolveSibling(path).normalize().toString()
        : said.getCommand();
  }

  private String version() {
    return String.valueOf(said.getApiVersion());
  }

  private Answer answer(byte[] output) throws ClusterAccessException {
    var answer = new Answer();
    try (JsonParser json = startOf(new ByteArrayInputStream(output))) {
      object(json, field -> answer.field(json, field));
      return answer;
    } catch (IOException broken) {
      throw failed("its answer is no JSON", broken);
    }
  }

  private static final class Answer {
    private String version = "";
    private String token = "";
    private String certificate = "";
    private String key = "";

    void field(JsonParser json, String field) throws IOException {
      switch (field) {
        case "apiVersion" -> version = text(json);
        case "status" -> object(json, name -> status(json, name));
        default -> json.skipChildren();
      }
    }

    void status(JsonParser json, String field) throws IOException {
      switch (field) {
        case "token" -> token = text(json);
        case "clientCertificateData" -> certificate = text(json);
        case "clientKeyData" -> key = text(json);
        default -> json.skipChildren();
      }
    }

    Credential credential() {
      return new Credential(token, certificate, key);
    }
  }

  private ClusterAccessException failed(String why) {
    return new ClusterAccessException(sentence(why));
  }

  private ClusterAccessException failed(String why, Exception cause) {
    return new ClusterAccessException(sentence(why), cause);
  }

  private String sentence(String why) {
    return "the exec plugin \"%s\" of user \"%s\" gave no credential: %s"
        .formatted(said.getCommand(), user, why);
  }
}
