package io.kprofefe.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** What a server does to one caller. The connection is closed when it is done. */
@FunctionalInterface
public interface Fault {

  void meet(Conversation caller) throws IOException, InterruptedException;

  /** No fault at all: reads the request and answers. Headers are whole lines. */
  static Fault answer(int status, String body, String... headers) {
    return caller -> {
      caller.readRequest();
      caller.send(response(status, body, headers));
    };
  }

  /** Accepts and resets. */
  static Fault resetBeforeReading() {
    return Conversation::reset;
  }

  /** Reads the whole request and resets. */
  static Fault resetAfterReading() {
    return caller -> {
      caller.readRequest();
      caller.reset();
    };
  }

  /** Reads the headers and resets, while the caller still sends its body. */
  static Fault resetInTheBody() {
    return caller -> {
      caller.readHead();
      caller.reset();
    };
  }

  /** Reads the whole request and closes as if all was said. */
  static Fault closeAfterReading() {
    return Conversation::readRequest;
  }

  /** Answers after the headers and goes, while the caller still sends its body. */
  static Fault answerBeforeTheBody(int status, String body, String... headers) {
    return caller -> {
      caller.readHead();
      caller.send(response(status, body, headers));
    };
  }

  /** Reads the request and never answers. */
  static Fault silence() {
    return caller -> {
      caller.readRequest();
      caller.waitForTheCallerToGo();
    };
  }

  /** Tells when a request was read, and never answers. */
  static Fault silence(CountDownLatch wasRead) {
    return caller -> {
      caller.readRequest();
      wasRead.countDown();
      caller.waitForTheCallerToGo();
    };
  }

  /** Accepts, and neither reads nor answers until somebody opens the gate. */
  static Fault deaf(CountDownLatch gate) {
    return caller -> gate.await();
  }

  /** Answers with only the first bytes of the body that it announces. */
  static Fault cutAnswer(int status, String body, int sent) {
    return caller -> {
      caller.readRequest();
      String whole = response(status, body);
      caller.send(whole.substring(0, whole.length() - body.length() + sent));
    };
  }

  /** Answers one byte at a time, for as long as the caller listens, and never comes to an end. */
  static Fault drip(int status, Duration between) {
    return caller -> {
      caller.readRequest();
      caller.send("HTTP/1.1 %d Status\r\nContent-Length: 1000000\r\n\r\n".formatted(status));
      while (true) {
        caller.send(" ");
        Thread.sleep(between);
      }
    };
  }

  /** Starts an answer and never comes to the end of its headers. */
  static Fault dripOfHeaders(Duration between) {
    return caller -> {
      caller.readRequest();
      caller.send("HTTP/1.1 200 OK\r\nX-Endless: ");
      while (true) {
        caller.send("x");
        Thread.sleep(between);
      }
    };
  }

  /** Reads the request and sends these bytes, HTTP or not. */
  static Fault raw(String answer) {
    return caller -> {
      caller.readRequest();
      caller.send(answer);
    };
  }

  /** A whole HTTP/1.1 response with its length; the connection's end is announced. */
  static String response(int status, String body, String... headers) {
    var response = new StringBuilder("HTTP/1.1 %d Status\r\n".formatted(status));
    for (String header : headers) {
      response.append(header).append("\r\n");
    }
    return response
        .append("Connection: close\r\nContent-Length: ")
        .append(body.getBytes(UTF_8).length)
        .append("\r\n\r\n")
        .append(body)
        .toString();
  }
}
