package io.kprofefe.training;

import com.sun.net.httpserver.HttpServer;
import io.kprofefe.testing.FakeApiServer;
import io.kprofefe.testing.PprofServer;
import io.kprofefe.testing.PprofServer.Handler;
import io.kprofefe.testing.Pprofs;
import io.kprofefe.testing.TestPod;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * One run of the job, so that its JVM can remember what it loaded: an API server over TLS, pods, a
 * registry, a Pushgateway. Needs nothing but what the program itself does, so that {@code
 * collector/bin/aot-cache} can start it from its source.
 */
final class Training {

  private static final int PODS = 100;
  private static final List<String> INSTANT = List.of("heap", "goroutine", "mutex");
  private static final long PROFILES = PODS * (INSTANT.size() + 1L);
  private static final Path SERVICE_ACCOUNT =
      Path.of("/var/run/secrets/kubernetes.io/serviceaccount");
  private static final char[] PASSWORD = "training".toCharArray();
  private static final long NANOS = 1_000_000_000;

  /** The two ways to an API server. */
  private enum Access {
    /** What a pod finds in its folder and in its environment. */
    POD {
      @Override
      Map<String, String> to(FakeApiServer api, Path folder) throws IOException {
        Files.createDirectories(SERVICE_ACCOUNT);
        Files.copy(folder.resolve("ca.crt"), SERVICE_ACCOUNT.resolve("ca.crt"));
        Files.writeString(SERVICE_ACCOUNT.resolve("token"), "a token");
        Files.writeString(SERVICE_ACCOUNT.resolve("namespace"), "training");
        return Map.of(
            "KUBERNETES_SERVICE_HOST",
            "127.0.0.1",
            "KUBERNETES_SERVICE_PORT",
            Integer.toString(api.port()));
      }
    },
    KUBECONFIG {
      @Override
      Map<String, String> to(FakeApiServer api, Path folder) throws IOException {
        Path kubeconfig = folder.resolve("kubeconfig");
        Files.writeString(
            kubeconfig,
            """
            apiVersion: v1
            kind: Config
            clusters:
              - name: training
                cluster: {server: "https://127.0.0.1:%d", certificate-authority: %s}
            users:
              - name: training
                user: {token: a token}
            contexts:
              - name: training
                context: {cluster: training, user: training, namespace: training}
            current-context: training
            """
                .formatted(api.port(), folder.resolve("ca.crt")));
        return Map.of("KUBECONFIG", kubeconfig.toString());
      }
    };

    /** The environment that leads to it; the server's certificate is in the folder. */
    abstract Map<String, String> to(FakeApiServer api, Path folder) throws IOException;
  }

  private Training() {}

  /**
   * How the API server is found, {@code pod} or {@code kubeconfig}, and the command to train, such
   * as {@code java -XX:AOTCacheOutput=FILE @kprofefe}.
   */
  public static void main(String[] words) throws Exception {
    var access = Access.valueOf(words[0].toUpperCase(Locale.ROOT));
    String[] command = Arrays.copyOfRange(words, 1, words.length);
    Path folder = Files.createTempDirectory("training-");
    Path profiles = folder.resolve("profiles");
    Process registry = registry(command, profiles);
    HttpServer pushgateway = pushgateway();
    try (var pods = pods();
        var api = FakeApiServer.start(identity(folder)).with(objects(pods))) {
      var environment = new HashMap<>(access.to(api, folder));
      environment.put("KPROFEFE_PROFEFE_URL", registry.inputReader().readLine());
      environment.put("KPROFEFE_PUSHGATEWAY_URL", "http:/" + pushgateway.getAddress());
      environment.put("KPROFEFE_GROUPING", "namespace=training,cronjob=kprofefe");
      environment.put("KPROFEFE_POD_CIDR", "127.0.0.0/8");
      int code =
          run(
              environment,
              Stream.concat(
                  Arrays.stream(command),
                  Stream.of("collect", "--all-namespaces", "--cpu-seconds", "1")));
      check(code == 0, "the run ended with " + code);
      check(stored(profiles) == PROFILES, "not all profiles were stored");
    } finally {
      pushgateway.stop(0);
      registry.destroy();
    }
  }

  /** Without the flags that are for the training only. */
  private static Process registry(String[] command, Path profiles) throws IOException {
    Stream<String> plain = Arrays.stream(command).filter(word -> !word.startsWith("-XX:AOT"));
    return new ProcessBuilder(
            Stream.concat(
                    plain,
                    Stream.of("registry", "--dir", profiles.toString(), "--listen", "127.0.0.1:0"))
                .toList())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static HttpServer pushgateway() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
          }
        });
    server.start();
    return server;
  }

  private static PprofServer pods() {
    byte[] profile = profile(Instant.now());
    var pods = PprofServer.with(PODS).serving("profile", afterASecond(profile));
    INSTANT.forEach(type -> pods.serving(type, Handler.profile(profile)));
    return pods;
  }

  private static Handler afterASecond(byte[] profile) {
    return caller -> {
      Thread.sleep(1_000); // what was asked for with seconds=1
      Handler.profile(profile).answer(caller);
    };
  }

  private static byte[] profile(Instant time) {
    return Pprofs.gzip(
        Pprofs.small()
            .setTimeNanos(time.getEpochSecond() * NANOS + time.getNano())
            .build()
            .toByteArray());
  }

  private static List<TestPod> objects(PprofServer pods) {
    return IntStream.range(0, PODS).mapToObj(i -> object(i, pods.addresses().get(i))).toList();
  }

  private static TestPod object(int number, InetSocketAddress address) {
    String set = "web-" + number / 10;
    return TestPod.enabled("shop", set + "-5d8f7c9b64-" + number)
        .at(address.getAddress().getHostAddress())
        .labelled("pod-template-hash", "5d8f7c9b64")
        .ownedBy("ReplicaSet", set + "-5d8f7c9b64")
        .annotated("profefe.com/port", "pprof")
        .declaring("main", "pprof", address.getPort());
  }

  /** The server's, and in the folder the certificate that shows it. */
  private static SSLContext identity(Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve("server.p12");
    keytool(
        store,
        "-genkeypair",
        "-keyalg",
        "RSA",
        "-dname",
        "CN=training",
        "-ext",
        "san=ip:127.0.0.1");
    keytool(store, "-exportcert", "-rfc", "-file", folder.resolve("ca.crt").toString());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream bytes = Files.newInputStream(store)) {
      keys.load(bytes, PASSWORD);
    }
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  private static void keytool(Path store, String... words)
      throws IOException, InterruptedException {
    Stream<String> common =
        Stream.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-keystore",
            store.toString(),
            "-storepass",
            new String(PASSWORD),
            "-alias",
            "server");
    int code = run(Map.of(), Stream.concat(common, Arrays.stream(words)));
    check(code == 0, "keytool ended with " + code);
  }

  private static int run(Map<String, String> environment, Stream<String> words)
      throws IOException, InterruptedException {
    var process = new ProcessBuilder(words.toList()).inheritIO();
    process.environment().putAll(environment);
    return process.start().waitFor();
  }

  private static long stored(Path profiles) throws IOException {
    try (Stream<Path> files = Files.walk(profiles)) {
      return files.filter(file -> file.toString().endsWith(".pb.gz")).count();
    }
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
