package io.kprofefe.store.objects;

/**
 * What was said about an object store cannot be meant so. The message is a sentence for a person,
 * without a full stop.
 */
public final class UnusableObjects extends Exception {

  private static final long serialVersionUID = 1L;

  UnusableObjects(String message) {
    super(message);
  }
}
