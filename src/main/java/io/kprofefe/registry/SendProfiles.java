package io.kprofefe.registry;

import io.kprofefe.analysis.AnalysisException;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.PprofLimits;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.StoredType;
import io.kprofefe.store.DirectoryStore;
import io.kprofefe.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code GET /profiles/<id>}, {@code <id>+<id>} and {@code /merge}: profiles themselves. */
final class SendProfiles {

  /** What is an id to Profefe, base32, though no profile of ours can have it. */
  private static final Pattern PROFEFE_ID = Pattern.compile("[0-9a-v]+");

  private static final Pattern SLASHES_AROUND = Pattern.compile("^/+|/+$");

  private final DirectoryStore store;
  private final PprofLimits limits;

  /**
   * @param limits of each profile that is merged, and of what is merged of all
   */
  SendProfiles(DirectoryStore store, PprofLimits limits) {
    this.store = store;
    this.limits = limits;
  }

  /**
   * One profile as it is stored, or several merged, of which unknown ones are left out.
   *
   * @param rest of the path behind {@code /profiles}; it is unescaped once more, because ids of
   *     Profefe's other storages may hold any character
   */
  Reply byId(String rest) throws ApiFailure {
    String wanted = unescaped(SLASHES_AROUND.matcher(rest).replaceAll(""));
    List<String> ids = List.of(wanted.split("\\+", -1));
    if (ids.contains("")) {
      throw new ApiFailure(500, "internal server error");
    }
    try {
      if (!ids.stream().allMatch(SendProfiles::isId)) {
        throw failedToGet(wanted);
      }
      return ids.size() == 1 ? asStored(wanted) : merged(ids, wanted, failedToGet(wanted));
    } catch (StoreException failed) {
      throw ApiFailure.internal(failedToGet(wanted).message(), failed).as(Reply.BYTES);
    }
  }

  /** All that match; a single one as it is stored. */
  Reply matching(ProfileParameters parameters) throws ApiFailure {
    var query = parameters.asProfileQuery();
    StoredType type = query.type().orElseThrow(() -> cannotMerge("unknown"));
    if (type == StoredType.TRACE) {
      throw cannotMerge(type.word());
    }
    try {
      List<String> ids = store.ids(query);
      return switch (ids.size()) {
        case 0 -> throw ApiFailure.notFound().as(Reply.BYTES);
        case 1 -> asStored(ids.getFirst());
        default ->
            merged(ids, type.word(), new ApiFailure(500, "internal server error").as(Reply.BYTES));
      };
    } catch (StoreException failed) {
      throw ApiFailure.internal(failed).as(Reply.BYTES);
    }
  }

  private Reply asStored(String id) throws ApiFailure, StoreException {
    InputStream profile = open(id).orElseThrow(() -> ApiFailure.notFound().as(Reply.BYTES));
    return Reply.download(id, new Reply.Stream(profile));
  }

  private Reply merged(List<String> ids, String name, ApiFailure misfit)
      throws ApiFailure, StoreException {
    var merged = new MergedProfile(limits);
    for (String id : ids) {
      Optional<InputStream> profile = open(id);
      if (profile.isPresent()) {
        try (InputStream bytes = profile.get()) {
          merged.add(bytes);
        } catch (ProfileFailure failure) {
          throw failure.outcome() == Outcome.TOO_LARGE ? tooLarge(failure) : misfit;
        } catch (AnalysisException doesNotFit) {
          throw misfit;
        } catch (IOException failed) {
          throw ApiFailure.internal(misfit.message(), failed).as(Reply.BYTES);
        }
      }
    }
    if (merged.isEmpty()) {
      throw misfit;
    }
    return Reply.download(name, merged);
  }

  private Optional<InputStream> open(String id) throws StoreException {
    try {
      return Optional.of(store.open(id));
    } catch (StoreException failed) {
      if (failed.problem() == StoreException.Problem.NOT_FOUND) {
        return Optional.empty();
      }
      throw failed;
    }
  }

  private static boolean isId(String id) {
    return DirectoryStore.isId(id) || PROFEFE_ID.matcher(id).matches();
  }

  private static String unescaped(String ids) throws ApiFailure {
    try {
      return Escapes.inPath(ids);
    } catch (Escapes.BrokenEscape broken) {
      throw new ApiFailure(400, broken.reason());
    }
  }

  private static ApiFailure cannotMerge(String type) {
    return new ApiFailure(405, "can't merge profiles of " + type + " type");
  }

  /** A shorter span of time may do; that much is the client's to know. */
  private static ApiFailure tooLarge(ProfileFailure failure) {
    return new ApiFailure(413, failure.reason()).as(Reply.BYTES);
  }

  private static ApiFailure failedToGet(String ids) {
    return new ApiFailure(500, "failed to get profile by id " + GoQuoted.of(ids)).as(Reply.BYTES);
  }
}
