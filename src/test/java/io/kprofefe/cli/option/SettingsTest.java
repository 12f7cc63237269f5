package io.kprofefe.cli.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.cli.option.GetOptions.Subject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every option does something: what is said to it stands in the settings that the rooms get. */
class SettingsTest {

  /** Options into settings. */
  interface Settings {
    Object read(Arguments arguments) throws UsageException;
  }

  /** An option, what is said to it, and what the settings show of it. */
  record Case(
      Option<?> option,
      String said,
      String shown,
      Settings settings,
      Map<Option<?>, List<String>> besides) {

    Case(Option<?> option, String said, String shown, Settings settings) {
      this(option, said, shown, settings, Map.of());
    }

    Case besides(Option<?> other, String value) {
      var all = new HashMap<>(besides);
      all.put(other, List.of(value));
      return new Case(option, said, shown, settings, all);
    }

    Arguments arguments() {
      var options = new HashMap<>(besides);
      options.put(option, List.of(said));
      return new Arguments(options, List.of(), Map.of());
    }

    Arguments fromEnvironment() {
      var variables = Map.of(option.variables().getFirst(), said);
      return new Arguments(besides, List.of(), variables);
    }

    @Override
    public String toString() {
      return option.name() + "=" + said;
    }
  }

  static List<Case> cases() {
    return Stream.of(
            cluster(),
            pods(),
            rules(),
            targets(),
            stores(),
            bounds(),
            metrics(),
            reading(),
            showing(),
            loading(),
            comparing(),
            series(),
            others())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Case> cluster() {
    Settings settings = ClusterOptions::read;
    return List.of(
        new Case(ClusterOptions.KUBECONFIG, "k/c", "kubeconfig=Optional[k/c]", settings),
        new Case(ClusterOptions.CONTEXT, "prod", "context=Optional[prod]", settings),
        new Case(ClusterOptions.CLUSTER, "eu", "cluster=Optional[eu]", settings),
        new Case(ClusterOptions.USER, "bob", "user=Optional[bob]", settings),
        new Case(
            ClusterOptions.SERVER, "https://a:6443", "server=Optional[https://a:6443]", settings),
        new Case(ClusterOptions.TOKEN, "t0", "token=Optional[t0]", settings),
        new Case(ClusterOptions.AS, "eve", "as=Optional[eve]", settings),
        new Case(ClusterOptions.AS_GROUP, "a,b", "asGroups=[a, b]", settings),
        new Case(
            ClusterOptions.CERTIFICATE_AUTHORITY,
            "ca",
            "certificateAuthority=Optional[ca]",
            settings),
        new Case(ClusterOptions.CLIENT_CERTIFICATE, "c", "clientCertificate=Optional[c]", settings),
        new Case(ClusterOptions.CLIENT_KEY, "k", "clientKey=Optional[k]", settings),
        new Case(ClusterOptions.INSECURE, "true", "insecureSkipTlsVerify=true", settings),
        new Case(ClusterOptions.REQUEST_TIMEOUT, "3", "requestTimeout=Optional[PT3S]", settings));
  }

  private static List<Case> pods() {
    Settings settings = arguments -> PodOptions.read(arguments).seenFrom("home");
    Settings sampling = SamplingOptions::read;
    return List.of(
        new Case(PodOptions.NAMESPACE, "b,a", "namespaces=[b, a]", settings),
        new Case(PodOptions.ALL_NAMESPACES, "true", "namespaces=[]", settings),
        new Case(PodOptions.SELECTOR, "a=b,c!=d", "labelSelector=Optional[a=b,c!=d]", settings),
        new Case(PodOptions.FIELD_SELECTOR, "a=b", "fieldSelector=Optional[a=b]", settings),
        new Case(
            PodOptions.ANNOTATIONS,
            "grafana,profefe",
            "[profefe, grafana]",
            arguments -> PodOptions.annotated(arguments, RouteOptions.rules(arguments))),
        new Case(ShardOption.SHARD, "2/4", "shard=Optional[2/4]", settings),
        new Case(ShardOption.SHARD, "2/4", "grouping=[shard=2]", MetricsOptions::read),
        new Case(SamplingOptions.PODS_PER_SERVICE, "12.5%", "most=12.5%", sampling),
        new Case(SamplingOptions.RUN_ID, "6d1f", "run=6d1f", sampling)
            .besides(SamplingOptions.PODS_PER_SERVICE, "1"));
  }

  private static List<Case> rules() {
    Settings settings = RouteOptions::rules;
    return List.of(
        new Case(RouteOptions.VIA, "port-forward", "via=PORT_FORWARD", settings),
        new Case(RouteOptions.ALLOW_PORT_FORWARD, "true", "allowPortForward=true", settings),
        new Case(PodOptions.HOST_NETWORK, "true", "hostNetwork=true", settings),
        new Case(
            PodOptions.POD_CIDR,
            "10.0.0.0/8,fd00::/8",
            "podCidrs=[10.0.0.0/8, fd00:0:0:0:0:0:0:0/8]",
            settings),
        new Case(PodOptions.DECLARED_PORTS_ONLY, "true", "declaredPortsOnly=true", settings),
        new Case(PodOptions.QUALIFY_SERVICES, "true", "qualifyServices=true", settings),
        new Case(ProfileOptions.PROFILES, "heap, cpu,heap", "profiles=[HEAP, CPU]", settings),
        new Case(ProfileOptions.CPU_SECONDS, "7", "cpuTime=PT7S", settings),
        new Case(ProfileOptions.DELTA, "mutex", "deltas=[MUTEX]", settings),
        new Case(ProfileOptions.TRACE_SECONDS, "3", "traceTime=PT3S", settings),
        new Case(ProfileOptions.LABEL, "b=1,a=x=y", "fixed=Labels[list=[a=x=y, b=1]]", settings),
        new Case(
            ProfileOptions.POD_LABELS,
            "v=version",
            "ofPod=CopiedLabels[names={v=version}, all=false]",
            settings),
        new Case(
            ProfileOptions.NAMESPACE_LABELS,
            "team,*",
            "ofNamespace=CopiedLabels[names={team=team}, all=true]",
            settings),
        new Case(ProfileOptions.OWNER_LABELS, "true", "ofOwner=true", settings));
  }

  private static List<Case> targets() {
    Settings rules = RouteOptions::rules;
    Settings shown = TargetOptions::settings;
    Settings whole = TargetOptions::read;
    var own =
        List.of(
            new Case(TargetOptions.NAMESPACE, "shop", "namespaces=[shop]", rules),
            new Case(TargetOptions.SELECTOR, "a=b,!c", "selector=Optional[a=b,!c]", rules),
            new Case(
                TargetOptions.SERVICE_ACCOUNT,
                "true",
                "BearerToken[file=/var/run/secrets/kubernetes.io/serviceaccount/token]",
                shown),
            new Case(TargetOptions.INSECURE, "true", "unchecked=true", shown),
            new Case(TargetOptions.SERVER_NAME, "a.b", "serverName=Optional[a.b]", whole)
                .besides(TargetOptions.NAMESPACE, "shop"));
    return Stream.of(own, credentials(TargetOptions.FILES, shown)).flatMap(List::stream).toList();
  }

  private static List<Case> stores() {
    Settings settings = StoreOptions::placesIfAny;
    var own =
        List.of(
            new Case(StoreOptions.PROFEFE_URL, "http://p/x", "url=http://p/x,", settings),
            new Case(StoreOptions.PROFEFE_URL, "p:10100", "url=http://p:10100,", settings),
            new Case(ObjectOptions.OBJECTS, "s3://bucket/p/", "[place=s3://bucket/p,", settings),
            new Case(StoreOptions.DIR, "d/e", "directory=Optional[d/e]", settings));
    return Stream.of(
            own,
            credentials(StoreOptions.CREDENTIALS, settings),
            objects(settings),
            pyroscope(settings),
            credentials(PyroscopeOptions.CREDENTIALS, settings))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Case> pyroscope(Settings settings) {
    return Stream.of(
            new Case(PyroscopeOptions.URL, "http://p/x", "url=http://p/x,", settings),
            new Case(PyroscopeOptions.TENANT, "eu", "tenant=Optional[eu]", settings),
            new Case(PyroscopeOptions.CONNECTIONS, "8", "connections=8", settings),
            new Case(PyroscopeOptions.MAX_DECODED_SIZE, "4MiB", "maxDecodedSize=4194304", settings),
            new Case(PyroscopeOptions.MAX_SAMPLES, "7", "maxSamples=7", settings),
            new Case(PyroscopeOptions.MAX_AGE, "7d", "maxAge=PT168H", settings))
        .map(one ->
            one.option().equals(PyroscopeOptions.URL)
                ? one
                : one.besides(PyroscopeOptions.URL, "http://p"))
        .toList();
  }

  private static List<Case> objects(Settings settings) {
    return Stream.of(
            new Case(
                ObjectOptions.ENDPOINT, "http://m:9", "endpoint=Optional[http://m:9]", settings),
            new Case(ObjectOptions.REGION, "eu-1", "region=Optional[eu-1]", settings),
            new Case(ObjectOptions.CA_FILE, "a", "authorities=Optional[a]", settings),
            new Case(ObjectOptions.MACHINE_ROLE, "true", "machineRole=true", settings))
        .map(one -> one.besides(ObjectOptions.OBJECTS, "s3://bucket"))
        .toList();
  }

  private static List<Case> credentials(CredentialOptions files, Settings settings) {
    String pair = "CertificateFiles[certificate=c, key=k]";
    return Stream.of(
            new Case(files.tokenFile(), "t", "login=Optional[BearerToken[file=t]]", settings),
            new Case(files.basicAuthFile(), "b", "login=Optional[BasicAuth[file=b]]", settings),
            new Case(files.caFile(), "a", "authorities=Optional[a]", settings),
            new Case(files.clientCertificate(), "c", pair, settings)
                .besides(files.clientKey(), "k"),
            new Case(files.clientKey(), "k", pair, settings)
                .besides(files.clientCertificate(), "c"))
        .map(one -> files.url().map(url -> one.besides(url, "https://p")).orElse(one))
        .toList();
  }

  private static List<Case> bounds() {
    Settings settings = said -> BoundOptions.read(said, RouteOptions.rules(said));
    return List.of(
        new Case(BoundOptions.MAX_CONNECTIONS, "7", "maxConnections=7", settings),
        new Case(BoundOptions.MAX_BODIES, "65536", "number=65536", settings),
        new Case(BoundOptions.MAX_BODY_BYTES, "20MiB", "bytes=20971520", settings),
        new Case(BoundOptions.MAX_DELIVERIES, "8", "atOnce=8", BoundOptions::delivering),
        new Case(
            BoundOptions.SPOOL_DIR,
            "/spool",
            "spoolFolder=Optional[/spool]",
            BoundOptions::delivering),
        new Case(
            BoundOptions.SPOOL_MAX_BYTES, "2MiB", "spoolBytes=2097152", BoundOptions::delivering),
        new Case(BoundOptions.MAX_PROFILE_SIZE, "2MB", "maxProfileBytes=2000000", settings),
        new Case(BoundOptions.MAX_DECODED_SIZE, "9Mi", "decodedBytes=9437184", settings),
        new Case(BoundOptions.MAX_SKEW, "1h30m", "maxSkew=PT1H30M", settings),
        new Case(BoundOptions.CONNECT_TIMEOUT, "500ms", "connectTimeout=PT0.5S", settings),
        new Case(BoundOptions.SCRAPE_MARGIN, "20s", "margin=PT20S", settings),
        new Case(BoundOptions.DEADLINE, "1d", "deadline=PT24H", settings),
        new Case(BoundOptions.MAX_FAILURE_RATIO, "0.35", "maxFailureRatio=0.35", settings));
  }

  private static List<Case> metrics() {
    Settings settings = MetricsOptions::read;
    var own =
        List.of(
            new Case(
                MetricsOptions.PUSHGATEWAY_URL, "http://g:9091", "url=http://g:9091,", settings),
            new Case(MetricsOptions.METRICS_JOB, "j", "job=j,", settings),
            new Case(MetricsOptions.GROUPING, "b=1,a=", "grouping=[b=1, a=]", settings),
            new Case(MetricsOptions.METRICS_FILE, "m.prom", "file=Optional[m.prom]", settings));
    return Stream.of(own, credentials(MetricsOptions.CREDENTIALS, settings))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Case> reading() {
    Settings settings = ReadOptions::read;
    return List.of(
        new Case(ReadOptions.SERVICE, "web", "service=Optional[web]", settings),
        new Case(ReadOptions.ALL_SERVICES, "true", "service=Optional.empty", settings),
        ofAll(ReadOptions.TYPE, "allocs", "word=allocs"),
        new Case(ReadOptions.ANY_TYPE, "heap", "word=heap", ReadOptions::readListed),
        ofAll(ReadOptions.FROM, "2025-11-21", "from=2025-11-21T00:00:00Z"),
        ofAll(ReadOptions.FROM, "2025-11-21T13:30:00+02:00", "from=2025-11-21T11:30:00Z"),
        ofAll(ReadOptions.TO, "2999-01-01T00:00:00Z", "to=2999-01-01T00:00:00Z"),
        ofAll(ReadOptions.LABEL, "a=b", "labels=Labels[list=[a=b]]"),
        ofAll(ReadOptions.LIMIT, "3", "limit=OptionalInt[3]"),
        ofAll(ReadOptions.LIMIT, "0", "limit=OptionalInt.empty"));
  }

  private static Case ofAll(Option<?> option, String said, String shown) {
    return new Case(option, said, shown, ReadOptions::read)
        .besides(ReadOptions.ALL_SERVICES, "true");
  }

  private static List<Case> showing() {
    Settings list = said -> GetOptions.shown(said, new Subject.Profiles());
    Settings one = said -> GetOptions.shown(said, new Subject.OneProfile("id"));
    return List.of(
        new Case(GetOptions.OUTPUT, "wide", "format=Optional[WIDE]", list),
        new Case(GetOptions.OUTPUT, "pprof", "format=Optional.empty", one),
        new Case(GetOptions.SORT_BY, "age", "order=AGE", list),
        new Case(GetOptions.NO_HEADERS, "true", "headings=false", list),
        new Case(GetOptions.OUT, "a.pb", "out=Optional[a.pb]", one)
            .besides(GetOptions.OUTPUT, "pprof"));
  }

  private static List<Case> loading() {
    Settings settings = LoadOptions::read;
    return List.of(
        new Case(LoadOptions.SERVICE, "web", "service=web", settings),
        new Case(LoadOptions.TYPE, "block", "word=block", settings)
            .besides(LoadOptions.SERVICE, "web"),
        new Case(LoadOptions.LABEL, "b=1,a=", "Labels[list=[a=, b=1]]", settings)
            .besides(LoadOptions.SERVICE, "web"));
  }

  private static List<Case> comparing() {
    Settings sides = DiffOptions::sides;
    return Stream.of(
            new Case(DiffOptions.BASE_FROM, "2025-11-21", "from=2025-11-21T00:00:00Z", sides),
            new Case(DiffOptions.BASE_TO, "2025-11-21", "to=2025-11-21T00:00:00Z", sides),
            new Case(DiffOptions.BASE_LABEL, "v=1", "labels=Labels[list=[v=1]]", sides)
                .besides(ReadOptions.LABEL, "v=2"),
            new Case(DiffOptions.PER, "profile", "PROFILE", DiffOptions::per),
            new Case(DiffOptions.FAIL_ABOVE, "5%", "total=Optional[5.0]", DiffOptions::limits),
            new Case(
                DiffOptions.FAIL_FUNCTION_ABOVE,
                "0.5",
                "function=Optional[0.5]",
                DiffOptions::limits),
            new Case(DiffOptions.OUT, "d.html", "Optional[d.html]", DiffOptions::out))
        .map(one -> one.besides(ReadOptions.ALL_SERVICES, "true"))
        .toList();
  }

  private static List<Case> series() {
    Settings windows = said -> SeriesOptions.windows(said, ReadOptions.read(said));
    return Stream.of(
            new Case(SeriesOptions.WINDOW, "5m", "length=PT5M", windows),
            new Case(SeriesOptions.TOP, "3", "ofService=3", SeriesOptions::bounds),
            new Case(SeriesOptions.MAX_SERIES, "30", "all=30", SeriesOptions::bounds),
            new Case(SeriesOptions.OUT, "s.txt", "Optional[s.txt]", SeriesOptions::out))
        .map(one -> one.besides(ReadOptions.ALL_SERVICES, "true"))
        .toList();
  }

  private static List<Case> others() {
    Settings registry = said -> RegistryOptions.read(said, "1.0");
    return List.of(
        new Case(OutputOptions.OUTPUT, "yaml", "YAML", OutputOptions::format),
        new Case(OutputOptions.LOG_FORMAT, "json", "JSON", OutputOptions::logFormat),
        new Case(OutputOptions.VERBOSE, "true", "true", OutputOptions::verbose),
        new Case(CollectOptions.DRY_RUN, "true", "true", CollectOptions::dryRun),
        new Case(AnalysisOptions.ROWS, "3", "3", AnalysisOptions::rows),
        new Case(AnalysisOptions.SAMPLE_TYPE, "alloc_space", "alloc_space", AnalysisOptions::view),
        new Case(
            AnalysisOptions.FOCUS, "^main\\.", "focus=Optional[^main\\.]", AnalysisOptions::view),
        new Case(
            AnalysisOptions.IGNORE, "futex$", "ignore=Optional[futex$]", AnalysisOptions::view),
        new Case(AnalysisOptions.LINES, "true", "lines=true", AnalysisOptions::view),
        new Case(
            AnalysisOptions.MERGE_OUT, "a.pb.gz", "Optional[a.pb.gz]", AnalysisOptions::mergeOut),
        new Case(AnalysisOptions.MERGE_OUT, "-", "Optional.empty", AnalysisOptions::mergeOut),
        new Case(AnalysisOptions.OUT, "a.html", "Optional[a.html]", AnalysisOptions::out),
        new Case(AnalysisOptions.OUT, "./-", "Optional[./-]", AnalysisOptions::out),
        new Case(AnalysisOptions.OUT, "-", "Optional.empty", AnalysisOptions::out),
        new Case(RegistryOptions.LISTEN, "127.0.0.9:81", "listen=/127.0.0.9:81", registry),
        new Case(RegistryOptions.LISTEN, "[::1]:0", "listen=/[0:0:0:0:0:0:0:1]:0", registry),
        new Case(RegistryOptions.KEEP, "7d", "keep=Optional[PT168H]", registry),
        new Case(
            RegistryOptions.KEEP_BYTES, "1GiB", "keepBytes=OptionalLong[1073741824]", registry),
        new Case(RegistryOptions.MAX_PROFILE_SIZE, "2KiB", "maxProfileBytes=2048", registry));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void what_is_said_stands_in_the_settings(Case one) throws UsageException {
    String shown = String.valueOf(one.settings().read(one.arguments()));

    assertTrue(shown.contains(one.shown()), shown);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_variable_says_the_same(Case one) throws UsageException {
    String shown = String.valueOf(one.settings().read(one.fromEnvironment()));

    assertTrue(shown.contains(one.shown()), shown);
  }

  /** {@code --help} is the one option that settings do not show. */
  @Test
  void no_option_is_left_out_here() {
    assertEquals(
        Stream.of(
                ClusterOptions.GROUP,
                PodOptions.GROUP,
                RouteOptions.GROUP,
                TargetOptions.GROUP,
                ProfileOptions.GROUP,
                StoreOptions.WHERE_TO,
                BoundOptions.GROUP,
                MetricsOptions.GROUP,
                ReadOptions.GROUP,
                ReadOptions.LISTED,
                GetOptions.GROUP,
                LoadOptions.GROUP,
                OutputOptions.GROUP,
                OutputOptions.SHARED,
                CollectOptions.GROUP,
                AnalysisOptions.TOP,
                AnalysisOptions.FLAME,
                AnalysisOptions.MERGE,
                DiffOptions.BASE,
                DiffOptions.GROUP,
                SeriesOptions.GROUP,
                MetricsOptions.PUSHED,
                RegistryOptions.GROUP)
            .flatMap(group -> group.options().stream())
            .filter(option -> !option.equals(OutputOptions.HELP))
            .map(SettingsTest::named)
            .distinct()
            .sorted()
            .toList(),
        cases().stream().map(one -> named(one.option())).distinct().sorted().toList());
  }

  @Test
  void where_nothing_is_said_the_documented_values_hold() throws UsageException {
    var nothing = new Arguments(Map.of(), List.of(), Map.of());
    var rules = RouteOptions.rules(nothing);

    assertEquals(
        "Bounds[scrape=ScrapeSettings[connectTimeout=PT5S, margin=PT15S, maxProfileBytes=8388608],"
            + " run=RunSettings[maxConnections=8192,"
            + " bodies=BodyBounds[number=64, bytes=50331648, largest=8388608], namespaceRatio=1.0,"
            + " limits=PprofLimits[decodedBytes=67108864, entries=1048576, ids=262144, depth=8192],"
            + " maxSkew=PT10M, deadline=PT8M, maxFailureRatio=0.2]]",
        BoundOptions.read(nothing, rules).toString());
    assertEquals(
        "Delivering[atOnce=32, spoolFolder=Optional.empty, spoolBytes=1073741824]",
        BoundOptions.delivering(nothing).toString());
    assertEquals("[CPU, HEAP, GOROUTINE, MUTEX]", rules.profiles().toString());
    assertEquals("PT30S PT1S", rules.cpuTime() + " " + rules.traceTime());
    assertEquals("[home]", PodOptions.read(nothing).seenFrom("home").namespaces().toString());
  }

  /** Options of one name differ by what they are for. */
  private static String named(Option<?> option) {
    return option.name() + ": " + option.meaning();
  }
}
