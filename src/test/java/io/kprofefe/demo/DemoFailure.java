package io.kprofefe.demo;

import java.io.IOException;

/** The demo cannot go on; the message is a sentence for who watches. */
final class DemoFailure extends IOException {

  private static final long serialVersionUID = 1L;

  DemoFailure(String message) {
    super(message);
  }
}
