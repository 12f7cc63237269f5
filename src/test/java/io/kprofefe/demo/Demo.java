package io.kprofefe.demo;

import io.kprofefe.testing.FakeApiServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The real job on a small system that really works, and what a user gets from it. */
final class Demo {

  private static final String CPU_SECONDS = "5";

  private final String kprofefe;
  private final Path picture;
  private final Stage stage;

  private Demo(String kprofefe, Path picture, Stage stage) {
    this.kprofefe = kprofefe;
    this.picture = picture;
    this.stage = stage;
  }

  /** The launcher of kprofefe, and where the flame graph goes. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (var stage = new Stage()) {
      new Demo(arguments[0], Path.of(arguments[1]), stage).play();
    } catch (DemoFailure failure) {
      System.err.println("error: " + failure.getMessage());
      System.exit(1);
    }
  }

  private void play() throws IOException, InterruptedException {
    say(
        "A registry to keep profiles in, a small Kubernetes API, and five JVMs that work as its pods.");
    String registry = startRegistry();
    try (var pods = new Stage();
        FakeApiServer api = FakeApiServer.start().with(new Shop(pods).open())) {
      say("The job, as a CronJob would run it:");
      collect(api.kubeconfig(stage.folder()), registry);
    }
    say("What the registry has now:");
    services(registry);
    say("Where the whole system spends its CPU time:");
    show("top", "--all-services", "--type", "cpu", "--profefe-url", registry);
    say("And as a picture, for a browser:");
    show(
        "flame",
        "--all-services",
        "--type",
        "cpu",
        "--profefe-url",
        registry,
        "--out",
        picture.toString());
  }

  private String startRegistry() throws IOException {
    Path profiles = stage.folder().resolve("profiles");
    return stage.started(
        List.of(kprofefe, "registry", "--dir", profiles.toString(), "--listen", "127.0.0.1:0"));
  }

  private void collect(Path kubeconfig, String registry) throws IOException, InterruptedException {
    show(
        "collect",
        "--kubeconfig",
        kubeconfig.toString(),
        "--namespace",
        Shop.NAMESPACE,
        "--pod-cidr",
        "127.0.0.0/8",
        "--cpu-seconds",
        CPU_SECONDS,
        "--profefe-url",
        registry);
  }

  private static void services(String registry) throws IOException, InterruptedException {
    URI services = URI.create(registry + "/api/0/services");
    System.out.println("$ curl " + services);
    try (HttpClient http = HttpClient.newHttpClient()) {
      var answer = http.send(HttpRequest.newBuilder(services).build(), BodyHandlers.ofString());
      System.out.println(answer.body().strip());
    }
  }

  private void show(String... words) throws IOException, InterruptedException {
    System.out.println("$ kprofefe " + String.join(" ", words));
    int code = stage.run(Stream.concat(Stream.of(kprofefe), Stream.of(words)).toList());
    if (code != 0) {
      throw new DemoFailure("kprofefe " + words[0] + " ended with " + code);
    }
  }

  private static void say(String sentence) {
    System.out.println("\n# " + sentence + "\n");
  }
}
