package io.kprofefe.store.objects.aws;

/** Where keys come from. Safe for use by many threads. */
public interface KeySource {

  /**
   * The keys to sign with now.
   *
   * @throws NoKeys when there are none
   */
  Keys keys() throws NoKeys;
}
