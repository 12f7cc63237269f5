package io.kprofefe.profile;

/** One {@code key=value} that goes with a profile. The key is not empty. */
public record Label(String key, String value) {

  public Label {
    if (key.isEmpty()) {
      throw new IllegalArgumentException("a label needs a key");
    }
  }

  @Override
  public String toString() {
    return key + "=" + value;
  }
}
