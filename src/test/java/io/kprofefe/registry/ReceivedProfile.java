package io.kprofefe.registry;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.StoredType;
import io.kprofefe.store.ProfileQuery;
import java.time.Instant;

/** What the registry takes out of a request, for the tests of those who send them. */
public record ReceivedProfile(String service, StoredType type, Labels labels, Instant createdAt) {

  /**
   * Of a request to store one.
   *
   * @param request what stands in the request line between method and version
   */
  public static ReceivedProfile of(String request) {
    try {
      ProfileParameters parameters = parameters(request);
      return new ReceivedProfile(
          parameters.service(),
          parameters.knownType(),
          parameters.labels(),
          parameters.createdAt().orElseThrow());
    } catch (ApiFailure refused) {
      throw new IllegalArgumentException("refused: " + request, refused);
    }
  }

  /** What a request for a search asks for. */
  public static ProfileQuery query(String request) {
    try {
      return parameters(request).asProfileQuery();
    } catch (ApiFailure refused) {
      throw new IllegalArgumentException("refused: " + request, refused);
    }
  }

  private static ProfileParameters parameters(String request) throws ApiFailure {
    return ProfileParameters.of(Query.parse(RequestTarget.parse(request).rawQuery()));
  }
}
