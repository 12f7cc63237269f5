package io.kprofefe.registry;

import com.sun.net.httpserver.HttpExchange;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.PprofCheck;
import io.kprofefe.profile.PprofLimits;
import io.kprofefe.profile.PprofSummary;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.StoredType;
import io.kprofefe.store.DirectoryStore;
import io.kprofefe.store.StagedProfile;
import io.kprofefe.store.StoredProfile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * {@code POST /profiles}: takes a profile. A body that is not small goes to the disk as it comes
 * and is looked at there, so that what is held in memory does not depend on its size.
 */
final class StoreProfile {

  private static final int CHUNK = 1 << 13;

  private final DirectoryStore store;
  private final long maxBytes;
  private final PprofLimits limits;
  private final InstantSource clock;

  StoreProfile(DirectoryStore store, RegistrySettings settings, InstantSource clock) {
    this.store = store;
    this.maxBytes = settings.maxProfileBytes();
    this.limits = settings.limits();
    this.clock = clock;
  }

  /** Parameters are refused before a byte of the body is read. */
  Reply from(HttpExchange exchange, ProfileParameters parameters) throws ApiFailure {
    Optional<Instant> said = parameters.createdAt();
    StoredType type = parameters.knownType();
    if (!DirectoryStore.takes(parameters.service())) {
      throw ApiFailure.badRequest("\"service\" is too long for a folder's name");
    }
    refuseIfAnnouncedTooLarge(exchange);
    try (StagedProfile staged = store.stage()) {
      receive(exchange.getRequestBody(), staged.output());
      Instant createdAt = ownTime(type, staged).or(() -> said).orElseGet(clock::instant);
      StoredProfile stored =
          staged.commit(parameters.service(), type, parameters.labels(), createdAt);
      return Json.ok(Json.UNANNOUNCED, json -> Json.profile(json, stored));
    } catch (IOException lost) {
      throw ApiFailure.internal("failed to collect profile", lost);
    } catch (ProfileFailure failure) {
      throw ApiFailure.internal("failed to collect profile", failure);
    }
  }

  private void refuseIfAnnouncedTooLarge(HttpExchange exchange) throws ApiFailure {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    if (length != null && Long.parseLong(length) > maxBytes) {
      throw tooLarge();
    }
  }

  private void receive(InputStream body, OutputStream staged) throws IOException, ApiFailure {
    var chunk = new byte[CHUNK];
    long received = 0;
    for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
      received += read;
      if (received > maxBytes) {
        throw tooLarge();
      }
      staged.write(chunk, 0, read);
    }
  }

  private ApiFailure tooLarge() {
    return new ApiFailure(413, "profile is larger than " + maxBytes + " bytes");
  }

  /** The time a profile says it has; a trace is not looked at. */
  private Optional<Instant> ownTime(StoredType type, StagedProfile staged)
      throws IOException, ApiFailure {
    if (type == StoredType.TRACE) {
      return Optional.empty();
    }
    try (InputStream body = staged.read()) {
      PprofSummary summary = new PprofCheck(limits).check(body);
      if (summary.samples() == 0) {
        throw malformed("profile is empty: no samples");
      }
      return summary.time();
    } catch (ProfileFailure failure) {
      if (failure.outcome() == Outcome.TOO_LARGE) {
        throw new ApiFailure(413, failure.reason());
      }
      throw malformed(GoParseError.of(staged, limits.decodedBytes(), failure));
    }
  }

  private static ApiFailure malformed(String why) {
    return new ApiFailure(400, "malformed profile (could not parse pprof profile: " + why + ")");
  }
}
