package io.kprofefe.store.objects;

import io.kprofefe.credential.CredentialException;
import io.kprofefe.credential.CredentialSettings;
import io.kprofefe.credential.Credentials;
import io.kprofefe.profile.Untrusted;
import io.kprofefe.store.http.StoreHttp;
import io.kprofefe.store.objects.aws.AwsProfile;
import io.kprofefe.store.objects.aws.KeySource;
import io.kprofefe.store.objects.aws.KeySources;
import io.kprofefe.store.objects.aws.NoKeys;
import io.kprofefe.store.objects.aws.Signer;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What settings come to: a client that knows its bucket, its region and its keys. */
final class ObjectAccess {

  /** It becomes a part of a host's name. */
  private static final Pattern REGION = Pattern.compile("[A-Za-z0-9-]{1,64}");

  private final ObjectSettings settings;
  private final AwsProfile profile;
  private final Credentials credentials;

  private ObjectAccess(ObjectSettings settings) throws NoKeys {
    this.settings = settings;
    this.profile = AwsProfile.in(settings.environment());
    this.credentials =
        new Credentials(
            new CredentialSettings(Optional.empty(), settings.authorities(), Optional.empty()));
  }

  /**
   * The client; nobody is asked yet.
   *
   * @throws UnusableObjects when the settings cannot be meant so
   */
  static ObjectClient open(ObjectSettings settings) throws UnusableObjects {
    try {
      return new ObjectAccess(settings).client();
    } catch (NoKeys none) {
      throw new UnusableObjects("no credentials: " + none.reason());
    } catch (CredentialException unusable) {
      throw new UnusableObjects(unusable.reason());
    }
  }

  private ObjectClient client() throws UnusableObjects, NoKeys, CredentialException {
    credentials.check();
    String region = region();
    KeySource keys =
        new KeySources(settings.environment(), profile, credentials)
            .first(region, settings.authorities(), settings.machineRole());
    ObjectAddress address = ObjectAddress.of(settings.place(), settings.endpoint(), region);
    return new ObjectClient(
        address,
        new StoreHttp(address.server(), credentials, settings.timeouts()),
        keys,
        new Signer(region),
        new ObjectAnswers(settings.shown(), address.server(), credentials),
        InstantSource.system());
  }

  private String region() throws UnusableObjects {
    String region =
        Stream.of(
                settings.region(),
                settings.environment().of("AWS_REGION"),
                settings.environment().of("AWS_DEFAULT_REGION"),
                profile.region(),
                settings.endpoint().map(_ -> ObjectSettings.ANY_REGION))
            .flatMap(Optional::stream)
            .findFirst()
            .orElseThrow(
                () -> new UnusableObjects("no region: give --objects-region, or set AWS_REGION"));
    if (!REGION.matcher(region).matches()) {
      throw new UnusableObjects("not the name of a region: " + Untrusted.shown(region));
    }
    return region;
  }
}
