package io.kprofefe.kubernetes;

/**
 * The way to the cluster is configured wrongly: no or a broken kubeconfig, an unknown context. The
 * message is a sentence for a person.
 */
public final class ClusterAccessException extends Exception {

  private static final long serialVersionUID = 1L;

  ClusterAccessException(String sentence) {
    super(sentence);
  }

  ClusterAccessException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
