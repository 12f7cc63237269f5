package io.kprofefe.cli.option;

import java.util.Arrays;
import java.util.List;

/** What a shell may offer for a value, or an argument, that is being written. */
public sealed interface Suggestion {

  /** One of these words, and nothing else. */
  record Words(List<String> words) implements Suggestion {
    public Words {
      words = List.copyOf(words);
    }
  }

  /** What is found where the command line says. */
  enum Found implements Suggestion {
    /** Nobody can know. */
    NOTHING(""),
    FILE("FILE"),
    DIRECTORY("DIR"),
    /** Of the kubeconfig, as clusters and users are. */
    CONTEXT("CONTEXT"),
    CLUSTER("CLUSTER"),
    USER("USER"),
    /** Known to the API server, as pods are. */
    NAMESPACE("NAMESPACE"),
    POD("POD"),
    /** Known to the store, as profiles are. */
    SERVICE("SERVICE"),
    PROFILE("ID"),
    /** Of the program itself. */
    COMMAND("COMMAND");

    private final String placeholder;

    Found(String placeholder) {
      this.placeholder = placeholder;
    }

    /** What a command's arguments name so, such as {@code POD}. */
    public static Found named(String placeholder) {
      return Arrays.stream(values())
          .filter(found -> found.placeholder.equals(placeholder))
          .findFirst()
          .orElse(NOTHING);
    }
  }
}
