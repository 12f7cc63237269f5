package io.kprofefe.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.kprofefe.store.DirectoryStore;
import io.kprofefe.store.StoreException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;

/**
 * Profefe's HTTP API: from a request to its answer. Paths, methods, words and even content types
 * are those of the real server (seen with 92baf9f; where we differ and why is in the tests'
 * deviations.properties).
 */
final class RegistryApi implements HttpHandler {

  private static final System.Logger LOG = System.getLogger(RegistryApi.class.getName());

  private static final String ROOT = "/api/0";
  private static final String PROFILES = "/api/0/profiles";
  private static final String MERGE = "/api/0/profiles/merge";
  private static final String SERVICES = "/api/0/services";
  private static final String VERSION = "/api/0/version";

  private final DirectoryStore store;
  private final RegistrySettings settings;
  private final StoreProfile storeProfile;
  private final FindProfiles findProfiles;
  private final SendProfiles sendProfiles;

  RegistryApi(DirectoryStore store, RegistrySettings settings, InstantSource clock) {
    this.store = store;
    this.settings = settings;
    this.storeProfile = new StoreProfile(store, settings, clock);
    this.findProfiles = new FindProfiles(store);
    this.sendProfiles = new SendProfiles(store, settings.mergeLimits());
  }

  /** Whatever happens, the client does not wait for an answer that will not come. */
  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try {
      reply(exchange).send(exchange);
    } finally {
      exchange.close();
    }
  }

  private Reply reply(HttpExchange exchange) {
    try {
      return answer(exchange, RequestTarget.parse(exchange.getRequestURI().toString()));
    } catch (ApiFailure failure) {
      logIfOurs(failure);
      return Json.error(failure);
    }
  }

  private Reply answer(HttpExchange exchange, RequestTarget target) throws ApiFailure {
    String path = target.cleanPath();
    if (path.equals(ROOT)) {
      return Redirect.to(ROOT + "/", target, exchange);
    }
    if (!path.equals(target.path())) {
      return Redirect.to(path, target, exchange);
    }
    if (!path.startsWith(ROOT + "/")) {
      return Reply.of(404, Json.UNANNOUNCED, "404 page not found\n".getBytes(UTF_8));
    }
    return switch (path) {
      case VERSION -> version();
      case SERVICES -> services();
      case PROFILES, PROFILES + "/" -> profiles(exchange, target);
      case MERGE, MERGE + "/" -> sendProfiles.matching(query(target));
      default -> {
        if (!path.startsWith(PROFILES)) {
          throw ApiFailure.notFound();
        }
        yield sendProfiles.byId(path.substring(PROFILES.length()));
      }
    };
  }

  /** Any other method is answered with nothing, and does nothing. */
  private Reply profiles(HttpExchange exchange, RequestTarget target) throws ApiFailure {
    return switch (exchange.getRequestMethod()) {
      case "POST" -> storeProfile.from(exchange, query(target));
      case "GET" -> findProfiles.matching(query(target));
      default -> Reply.empty();
    };
  }

  private Reply services() throws ApiFailure {
    List<String> services;
    try {
      services = store.services();
    } catch (StoreException failed) {
      throw ApiFailure.internal(failed).as(Json.ANNOUNCED);
    }
    if (services.isEmpty()) {
      throw ApiFailure.notFound().as(Json.ANNOUNCED);
    }
    return Json.ok(
        Json.ANNOUNCED,
        json -> json.writeArray(services.toArray(String[]::new), 0, services.size()));
  }

  private Reply version() {
    return Json.ok(
        Json.UNANNOUNCED,
        json -> {
          json.writeStartObject();
          json.writeStringField("version", settings.version());
          json.writeStringField("commit", "");
          json.writeStringField("build_time", "");
          json.writeStringField("go_version", "Java " + Runtime.version());
          json.writeEndObject();
        });
  }

  private static ProfileParameters query(RequestTarget target) throws ApiFailure {
    return ProfileParameters.of(Query.parse(target.rawQuery()));
  }

  private static void logIfOurs(ApiFailure failure) {
    if (failure.getCause() != null) {
      LOG.log(Level.WARNING, failure.message(), failure.getCause());
    }
  }
}
