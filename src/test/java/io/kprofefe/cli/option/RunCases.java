package io.kprofefe.cli.option;

import io.kprofefe.cli.option.SettingCase.Settings;
import java.util.List;
import java.util.stream.Stream;

/** The options of who takes profiles and keeps them. */
final class RunCases {

  private RunCases() {}

  static List<SettingCase> all() {
    return Stream.of(cluster(), pods(), rules(), targets(), stores(), bounds(), metrics())
        .flatMap(List::stream)
        .toList();
  }

  private static List<SettingCase> cluster() {
    Settings settings = ClusterOptions::read;
    return List.of(
        new SettingCase(ClusterOptions.KUBECONFIG, "k/c", "kubeconfig=Optional[k/c]", settings),
        new SettingCase(ClusterOptions.CONTEXT, "prod", "context=Optional[prod]", settings),
        new SettingCase(ClusterOptions.CLUSTER, "eu", "cluster=Optional[eu]", settings),
        new SettingCase(ClusterOptions.USER, "bob", "user=Optional[bob]", settings),
        new SettingCase(
            ClusterOptions.SERVER, "https://a:6443", "server=Optional[https://a:6443]", settings),
        new SettingCase(ClusterOptions.TOKEN, "t0", "token=Optional[t0]", settings),
        new SettingCase(ClusterOptions.AS, "eve", "as=Optional[eve]", settings),
        new SettingCase(ClusterOptions.AS_GROUP, "a,b", "asGroups=[a, b]", settings),
        new SettingCase(
            ClusterOptions.CERTIFICATE_AUTHORITY,
            "ca",
            "certificateAuthority=Optional[ca]",
            settings),
        new SettingCase(
            ClusterOptions.CLIENT_CERTIFICATE, "c", "clientCertificate=Optional[c]", settings),
        new SettingCase(ClusterOptions.CLIENT_KEY, "k", "clientKey=Optional[k]", settings),
        new SettingCase(ClusterOptions.INSECURE, "true", "insecureSkipTlsVerify=true", settings),
        new SettingCase(
            ClusterOptions.REQUEST_TIMEOUT, "3", "requestTimeout=Optional[PT3S]", settings));
  }

  private static List<SettingCase> pods() {
    Settings settings = arguments -> PodOptions.read(arguments).seenFrom("home");
    Settings sampling = SamplingOptions::read;
    return List.of(
        new SettingCase(PodOptions.NAMESPACE, "b,a", "namespaces=[b, a]", settings),
        new SettingCase(PodOptions.ALL_NAMESPACES, "true", "namespaces=[]", settings),
        new SettingCase(
            PodOptions.SELECTOR, "a=b,c!=d", "labelSelector=Optional[a=b,c!=d]", settings),
        new SettingCase(PodOptions.FIELD_SELECTOR, "a=b", "fieldSelector=Optional[a=b]", settings),
        new SettingCase(
            PodOptions.ANNOTATIONS,
            "grafana,profefe",
            "[profefe, grafana]",
            arguments -> PodOptions.annotated(arguments, RouteOptions.rules(arguments))),
        new SettingCase(ShardOption.SHARD, "2/4", "shard=Optional[2/4]", settings),
        new SettingCase(ShardOption.SHARD, "2/4", "grouping=[shard=2]", MetricsOptions::read),
        new SettingCase(SamplingOptions.PODS_PER_SERVICE, "12.5%", "most=12.5%", sampling),
        new SettingCase(SamplingOptions.RUN_ID, "6d1f", "run=6d1f", sampling)
            .besides(SamplingOptions.PODS_PER_SERVICE, "1"));
  }

  private static List<SettingCase> rules() {
    Settings settings = RouteOptions::rules;
    return List.of(
        new SettingCase(RouteOptions.VIA, "port-forward", "via=PORT_FORWARD", settings),
        new SettingCase(RouteOptions.ALLOW_PORT_FORWARD, "true", "allowPortForward=true", settings),
        new SettingCase(PodOptions.HOST_NETWORK, "true", "hostNetwork=true", settings),
        new SettingCase(
            PodOptions.POD_CIDR,
            "10.0.0.0/8,fd00::/8",
            "podCidrs=[10.0.0.0/8, fd00:0:0:0:0:0:0:0/8]",
            settings),
        new SettingCase(PodOptions.DECLARED_PORTS_ONLY, "true", "declaredPortsOnly=true", settings),
        new SettingCase(PodOptions.QUALIFY_SERVICES, "true", "qualifyServices=true", settings),
        new SettingCase(
            ProfileOptions.PROFILES, "heap, cpu,heap", "profiles=[HEAP, CPU]", settings),
        new SettingCase(ProfileOptions.CPU_SECONDS, "7", "cpuTime=PT7S", settings),
        new SettingCase(ProfileOptions.DELTA, "mutex", "deltas=[MUTEX]", settings),
        new SettingCase(ProfileOptions.TRACE_SECONDS, "3", "traceTime=PT3S", settings),
        new SettingCase(
            ProfileOptions.LABEL, "b=1,a=x=y", "fixed=Labels[list=[a=x=y, b=1]]", settings),
        new SettingCase(
            ProfileOptions.POD_LABELS,
            "v=version",
            "ofPod=CopiedLabels[names={v=version}, all=false]",
            settings),
        new SettingCase(
            ProfileOptions.NAMESPACE_LABELS,
            "team,*",
            "ofNamespace=CopiedLabels[names={team=team}, all=true]",
            settings),
        new SettingCase(ProfileOptions.OWNER_LABELS, "true", "ofOwner=true", settings));
  }

  private static List<SettingCase> targets() {
    Settings rules = RouteOptions::rules;
    Settings shown = TargetOptions::settings;
    Settings whole = TargetOptions::read;
    var own =
        List.of(
            new SettingCase(TargetOptions.NAMESPACE, "shop", "namespaces=[shop]", rules),
            new SettingCase(TargetOptions.SELECTOR, "a=b,!c", "selector=Optional[a=b,!c]", rules),
            new SettingCase(
                TargetOptions.SERVICE_ACCOUNT,
                "true",
                "BearerToken[file=/var/run/secrets/kubernetes.io/serviceaccount/token]",
                shown),
            new SettingCase(TargetOptions.INSECURE, "true", "unchecked=true", shown),
            new SettingCase(TargetOptions.SERVER_NAME, "a.b", "serverName=Optional[a.b]", whole)
                .besides(TargetOptions.NAMESPACE, "shop"));
    return Stream.of(own, credentials(TargetOptions.FILES, shown)).flatMap(List::stream).toList();
  }

  private static List<SettingCase> stores() {
    Settings settings = StoreOptions::placesIfAny;
    var own =
        List.of(
            new SettingCase(StoreOptions.PROFEFE_URL, "http://p/x", "url=http://p/x,", settings),
            new SettingCase(StoreOptions.PROFEFE_URL, "p:10100", "url=http://p:10100,", settings),
            new SettingCase(
                ObjectOptions.OBJECTS, "s3://bucket/p/", "[place=s3://bucket/p,", settings),
            new SettingCase(StoreOptions.DIR, "d/e", "directory=Optional[d/e]", settings));
    return Stream.of(
            own,
            credentials(StoreOptions.CREDENTIALS, settings),
            objects(settings),
            pyroscope(settings),
            credentials(PyroscopeOptions.CREDENTIALS, settings))
        .flatMap(List::stream)
        .toList();
  }

  private static List<SettingCase> pyroscope(Settings settings) {
    return Stream.of(
            new SettingCase(PyroscopeOptions.URL, "http://p/x", "url=http://p/x,", settings),
            new SettingCase(PyroscopeOptions.TENANT, "eu", "tenant=Optional[eu]", settings),
            new SettingCase(PyroscopeOptions.CONNECTIONS, "8", "connections=8", settings),
            new SettingCase(
                PyroscopeOptions.MAX_DECODED_SIZE, "4MiB", "maxDecodedSize=4194304", settings),
            new SettingCase(PyroscopeOptions.MAX_SAMPLES, "7", "maxSamples=7", settings),
            new SettingCase(PyroscopeOptions.MAX_AGE, "7d", "maxAge=PT168H", settings))
        .map(one ->
            one.option().equals(PyroscopeOptions.URL)
                ? one
                : one.besides(PyroscopeOptions.URL, "http://p"))
        .toList();
  }

  private static List<SettingCase> objects(Settings settings) {
    return Stream.of(
            new SettingCase(
                ObjectOptions.ENDPOINT, "http://m:9", "endpoint=Optional[http://m:9]", settings),
            new SettingCase(ObjectOptions.REGION, "eu-1", "region=Optional[eu-1]", settings),
            new SettingCase(ObjectOptions.CA_FILE, "a", "authorities=Optional[a]", settings),
            new SettingCase(ObjectOptions.MACHINE_ROLE, "true", "machineRole=true", settings))
        .map(one -> one.besides(ObjectOptions.OBJECTS, "s3://bucket"))
        .toList();
  }

  private static List<SettingCase> credentials(CredentialOptions files, Settings settings) {
    String pair = "CertificateFiles[certificate=c, key=k]";
    return Stream.of(
            new SettingCase(
                files.tokenFile(), "t", "login=Optional[BearerToken[file=t]]", settings),
            new SettingCase(
                files.basicAuthFile(), "b", "login=Optional[BasicAuth[file=b]]", settings),
            new SettingCase(files.caFile(), "a", "authorities=Optional[a]", settings),
            new SettingCase(files.clientCertificate(), "c", pair, settings)
                .besides(files.clientKey(), "k"),
            new SettingCase(files.clientKey(), "k", pair, settings)
                .besides(files.clientCertificate(), "c"))
        .map(one -> files.url().map(url -> one.besides(url, "https://p")).orElse(one))
        .toList();
  }

  private static List<SettingCase> bounds() {
    Settings settings = said -> BoundOptions.read(said, RouteOptions.rules(said));
    return List.of(
        new SettingCase(BoundOptions.MAX_CONNECTIONS, "7", "maxConnections=7", settings),
        new SettingCase(BoundOptions.MAX_BODIES, "65536", "number=65536", settings),
        new SettingCase(BoundOptions.MAX_BODY_BYTES, "20MiB", "bytes=20971520", settings),
        new SettingCase(BoundOptions.MAX_DELIVERIES, "8", "atOnce=8", BoundOptions::delivering),
        new SettingCase(
            BoundOptions.SPOOL_DIR,
            "/spool",
            "spoolFolder=Optional[/spool]",
            BoundOptions::delivering),
        new SettingCase(
            BoundOptions.SPOOL_MAX_BYTES, "2MiB", "spoolBytes=2097152", BoundOptions::delivering),
        new SettingCase(BoundOptions.MAX_PROFILE_SIZE, "2MB", "maxProfileBytes=2000000", settings),
        new SettingCase(BoundOptions.MAX_DECODED_SIZE, "9Mi", "decodedBytes=9437184", settings),
        new SettingCase(BoundOptions.MAX_SKEW, "1h30m", "maxSkew=PT1H30M", settings),
        new SettingCase(BoundOptions.CONNECT_TIMEOUT, "500ms", "connectTimeout=PT0.5S", settings),
        new SettingCase(BoundOptions.SCRAPE_MARGIN, "20s", "margin=PT20S", settings),
        new SettingCase(BoundOptions.DEADLINE, "1d", "deadline=PT24H", settings),
        new SettingCase(BoundOptions.MAX_FAILURE_RATIO, "0.35", "maxFailureRatio=0.35", settings));
  }

  private static List<SettingCase> metrics() {
    Settings settings = MetricsOptions::read;
    var own =
        List.of(
            new SettingCase(
                MetricsOptions.PUSHGATEWAY_URL, "http://g:9091", "url=http://g:9091,", settings),
            new SettingCase(MetricsOptions.METRICS_JOB, "j", "job=j,", settings),
            new SettingCase(MetricsOptions.GROUPING, "b=1,a=", "grouping=[b=1, a=]", settings),
            new SettingCase(
                MetricsOptions.METRICS_FILE, "m.prom", "file=Optional[m.prom]", settings));
    return Stream.of(own, credentials(MetricsOptions.CREDENTIALS, settings))
        .flatMap(List::stream)
        .toList();
  }
}
