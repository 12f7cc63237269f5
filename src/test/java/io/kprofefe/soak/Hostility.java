package io.kprofefe.soak;

import static io.kprofefe.soak.Bodies.answer;
import static io.kprofefe.soak.Bodies.endlessly;

import io.kprofefe.testing.Fault;
import java.time.Duration;
import java.util.List;

/**
 * A way in which a pod costs us time, memory or good faith. None of them brings a profile.
 *
 * @param fault what it does to whoever comes
 */
record Hostility(String name, Fault fault) {

  static List<Hostility> all() {
    return List.of(
        new Hostility("resets", Fault.resetBeforeReading()),
        new Hostility("resets-when-asked", Fault.resetAfterReading()),
        new Hostility("closes", Fault.closeAfterReading()),
        new Hostility("never-answers", Fault.silence()),
        new Hostility("one-byte-a-second", Fault.drip(200, Duration.ofSeconds(1))),
        new Hostility("headers-one-byte-a-second", Fault.dripOfHeaders(Duration.ofSeconds(1))),
        new Hostility("endless-body", endlessly("HTTP/1.1 200 OK\r\n\r\n", "x".repeat(8192))),
        new Hostility(
            "endless-chunks",
            endlessly(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                "1000\r\n" + "x".repeat(4096) + "\r\n")),
        new Hostility("gzip-bomb", answer(Bodies.bomb())),
        new Hostility("length-too-long", Fault.cutAnswer(200, "half of it", 4)),
        new Hostility("length-too-short", Bodies.cutByItsLength()),
        new Hostility(
            "length-absurd", Fault.raw("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")),
        new Hostility(
            "length-negative", Fault.raw("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhalf")),
        new Hostility(
            "chunked-junk",
            Fault.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nno number\r\n\0\0")),
        new Hostility(
            "redirect",
            Fault.answer(302, "", "Location: http://169.254.169.254/latest/meta-data/")),
        new Hostility("html", Fault.answer(200, "<!DOCTYPE html><title>Sign in</title>")),
        new Hostility("json", Fault.answer(200, "{\"error\": \"try again later\"}")),
        new Hostility("nothing", Fault.answer(200, "")),
        new Hostility("text", Fault.answer(200, "heap profile: 1: 2 [3: 4] @ heap/1048576\n")),
        new Hostility("truncated-gzip", answer(Bodies.truncated())),
        new Hostility("two-profiles", answer(Bodies.two())),
        new Hostility("bytes-after-the-end", answer(Bodies.withMore())),
        new Hostility("indices-out-of-range", answer(Bodies.indicesOutOfRange())),
        new Hostility("a-million-empty-samples", answer(Bodies.emptySamples())),
        new Hostility("deep-stacks", answer(Bodies.deepStacks())),
        new Hostility("wrong-time", answer(Bodies.ofAnHourAgo())),
        new Hostility("huge-strings", answer(Bodies.hugeStrings())),
        new Hostility("almost-too-large", answer(Bodies.almostTooLarge())),
        new Hostility("tls", Fault.raw("\u0015\u0003\u0001\0\u0002\u0002\n")),
        new Hostility("large-head-and-nothing", Bodies.headAndNothing()),
        new Hostility("flood-of-hints", endlessly("", "HTTP/1.1 103 Early Hints\r\n\r\n")),
        new Hostility(
            "megabytes-of-headers", endlessly("HTTP/1.1 200 OK\r\n", "X-More: of it\r\n")),
        new Hostility("no-http", Fault.raw("SSH-2.0-OpenSSH_9.9\r\n")),
        new Hostility(
            "busy",
            Fault.answer(500, "Could not enable CPU profiling: cpu profiling already in use\n")));
  }
}
