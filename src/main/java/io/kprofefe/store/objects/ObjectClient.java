package io.kprofefe.store.objects;

import io.kprofefe.credential.CredentialException;
import io.kprofefe.credential.CredentialSettings;
import io.kprofefe.credential.Credentials;
import io.kprofefe.profile.Untrusted;
import io.kprofefe.store.objects.ObjectLogin.Profile;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.CRC32;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * What is asked of an object store, each thing once. The SDK's own tries are off: how long a
 * profile may be tried, and what a second try finds, is ours to know.
 */
final class ObjectClient {

  private static final String CONTENT_TYPE = "application/octet-stream";

  private final String bucket;
  private final ObjectLogins logins;
  private final S3Client s3;
  private final ObjectAnswers answers;

  ObjectClient(ObjectSettings settings) throws UnusableObjects {
    this.bucket = settings.place().bucket();
    if (settings.logins().isEmpty()) {
      throw new UnusableObjects(
          "no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or what else the README"
              + " names");
    }
    ProfileFile profiles = profiles(settings);
    Region region = region(settings, profiles);
    var credentials = credentials(settings.authorities());
    var transport = ObjectTransport.toStore(settings, credentials);
    // The security token service is Amazon's, whoever has signed the store's certificate.
    var elsewhere = ObjectTransport.toAmazon(settings, credentials(Optional.empty()));
    this.logins = ObjectLogins.of(settings.logins(), region, profiles, elsewhere, credentials);
    this.answers = new ObjectAnswers(settings.shown(), credentials);
    this.s3 = client(settings, region, profiles, transport);
    check(credentials);
  }

  /**
   * Stores an object unless there is one with this key.
   *
   * @throws ObjectFailure {@code THERE_ALREADY} when there is
   */
  void put(String key, byte[] bytes, Map<String, String> metadata) throws ObjectFailure {
    var body =
        RequestBody.fromContentProvider(
            ContentStreamProvider.fromByteArrayUnsafe(bytes), bytes.length, CONTENT_TYPE);
    PutObjectResponse stored =
        asked(() ->
            s3.putObject(
                request ->
                    request
                        .bucket(bucket)
                        .key(key)
                        .ifNoneMatch("*")
                        .checksumCRC32(crc32(bytes))
                        .contentType(CONTENT_TYPE)
                        .metadata(metadata),
                body));
    answers.checkTag(stored.eTag());
  }

  /** What was said of the object when it was stored. */
  Map<String, String> metadata(String key) throws ObjectFailure {
    return asked(() -> s3.headObject(request -> request.bucket(bucket).key(key))).metadata();
  }

  /** The bytes of an object. */
  InputStream open(String key) throws ObjectFailure {
    ResponseInputStream<GetObjectResponse> object =
        asked(() -> s3.getObject(request -> request.bucket(bucket).key(key)));
    return new ObjectStream(object, answers);
  }

  /** The keys that begin so and come after that one, up to the last one asked for, in order. */
  List<String> keys(String beginning, String after, String last) throws ObjectFailure {
    return listed(
        request -> request.prefix(beginning).startAfter(after),
        page -> page.contents().stream().map(S3Object::key).toList(),
        last);
  }

  /** The same of the folders that keys are in: each ends in a slash. */
  List<String> folders(String beginning, String after, String last) throws ObjectFailure {
    return listed(
        request -> request.prefix(beginning).startAfter(after).delimiter("/"),
        page -> page.commonPrefixes().stream().map(CommonPrefix::prefix).toList(),
        last);
  }

  /** Asks for one key of the bucket: a HEAD, which has no words, would not say what is wrong. */
  void look() throws ObjectFailure {
    answers.checkName(
        asked(() -> s3.listObjectsV2(request -> request.bucket(bucket).maxKeys(1))).name());
  }

  private List<String> listed(
      Function<ListObjectsV2Request.Builder, ListObjectsV2Request.Builder> what,
      Function<ListObjectsV2Response, List<String>> names,
      String last)
      throws ObjectFailure {
    var all = new ArrayList<String>();
    Optional<String> next = Optional.empty();
    do {
      ListObjectsV2Request.Builder request =
          what.apply(ListObjectsV2Request.builder().bucket(bucket));
      next.ifPresent(request::continuationToken);
      ListObjectsV2Response page = asked(() -> s3.listObjectsV2(request.build()));
      answers.checkName(page.name());
      for (String name : names.apply(page)) {
        if (name.compareTo(last) > 0) {
          return all;
        }
        all.add(name);
      }
      next = Optional.ofNullable(page.nextContinuationToken()).filter(_ -> page.isTruncated());
    } while (next.isPresent());
    return all;
  }

  private interface Asking<T> {
    T ask();
  }

  private <T> T asked(Asking<T> asking) throws ObjectFailure {
    try {
      var _ = logins.resolveCredentials();
    } catch (AwsServiceException refused) {
      throw answers.withoutCredentials(refused);
    } catch (SdkException | IllegalStateException missing) {
      throw answers.withoutCredentials(missing);
    }
    try {
      return asking.ask();
    } catch (AwsServiceException refused) {
      throw answers.refused(refused);
    } catch (SdkException lost) {
      throw answers.lost(lost);
    }
  }

  private S3Client client(
      ObjectSettings settings, Region region, ProfileFile profiles, ObjectTransport transport) {
    var client =
        S3Client.builder()
            .region(region)
            .credentialsProvider(logins)
            .httpClient(transport)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .overrideConfiguration(configuration ->
                configuration
                    .retryStrategy(AwsRetryStrategy.doNotRetry())
                    .defaultProfileFile(profiles))
            .serviceConfiguration(
                S3Configuration.builder()
                    .expectContinueEnabled(false)
                    .chunkedEncodingEnabled(false)
                    .build());
    Optional<URI> endpoint = settings.endpoint();
    endpoint.ifPresent(url -> client.endpointOverride(url).forcePathStyle(true));
    return client.build();
  }

  private static Credentials credentials(Optional<Path> authorities) {
    return new Credentials(new CredentialSettings(Optional.empty(), authorities, Optional.empty()));
  }

  private static void check(Credentials credentials) throws UnusableObjects {
    try {
      credentials.check();
    } catch (CredentialException unusable) {
      throw new UnusableObjects(unusable.reason());
    }
  }

  /** The files of the {@code aws} command, as one; nothing of what the SDK would find by itself. */
  private static ProfileFile profiles(ObjectSettings settings) throws UnusableObjects {
    var all = ProfileFile.aggregator();
    if (settings.profile().isPresent()) {
      Profile profile = settings.profile().get();
      try {
        for (var file : profile.files()) {
          all.addFile(
              ProfileFile.builder()
                  .content(file)
                  .type(
                      file.equals(profile.config())
                          ? ProfileFile.Type.CONFIGURATION
                          : ProfileFile.Type.CREDENTIALS)
                  .build());
        }
      } catch (SdkException | IllegalArgumentException unreadable) {
        throw new UnusableObjects(
            "the files of AWS profiles cannot be read: "
                + Untrusted.shown(String.valueOf(unreadable.getMessage())));
      }
    }
    return all.build();
  }

  private static Region region(ObjectSettings settings, ProfileFile profiles)
      throws UnusableObjects {
    return settings
        .region()
        .or(() ->
            settings
                .profile()
                .flatMap(profile -> profiles.profile(profile.name()))
                .flatMap(profile -> profile.property("region")))
        .or(() -> settings.endpoint().map(_ -> ObjectSettings.ANY_REGION))
        .map(Region::of)
        .orElseThrow(
            () -> new UnusableObjects("no region: give --objects-region, or set AWS_REGION"));
  }

  /** The base64 of its big-endian bytes, as S3 has it. */
  private static String crc32(byte[] bytes) {
    var sum = new CRC32();
    sum.update(bytes);
    byte[] big = ByteBuffer.allocate(Integer.BYTES).putInt((int) sum.getValue()).array();
    return Base64.getEncoder().encodeToString(big);
  }
}
