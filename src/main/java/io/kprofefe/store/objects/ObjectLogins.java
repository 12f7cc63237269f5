package io.kprofefe.store.objects;

import io.kprofefe.credential.Credentials;
import io.kprofefe.store.objects.ObjectLogin.Container;
import io.kprofefe.store.objects.ObjectLogin.Keys;
import io.kprofefe.store.objects.ObjectLogin.Machine;
import io.kprofefe.store.objects.ObjectLogin.Profile;
import io.kprofefe.store.objects.ObjectLogin.WebIdentity;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;

/** The sources of credentials as the AWS SDK asks them. What they gave is kept from being shown. */
final class ObjectLogins implements AwsCredentialsProvider {

  private final AwsCredentialsProvider source;
  private final Credentials heard;

  private ObjectLogins(AwsCredentialsProvider source, Credentials heard) {
    this.source = source;
    this.heard = heard;
  }

  /**
   * @param http to the security token service
   * @param heard is told the secrets
   */
  static ObjectLogins of(
      List<ObjectLogin> logins,
      Region region,
      ProfileFile profiles,
      SdkHttpClient http,
      Credentials heard) {
    List<AwsCredentialsProvider> sources =
        logins.stream().map(login -> source(login, region, profiles, http)).toList();
    AwsCredentialsProvider source =
        sources.size() == 1
            ? sources.getFirst()
            : AwsCredentialsProviderChain.builder().credentialsProviders(sources).build();
    return new ObjectLogins(source, heard);
  }

  @Override
  public AwsCredentials resolveCredentials() {
    AwsCredentials credentials = source.resolveCredentials();
    heard.show(credentials.secretAccessKey());
    if (credentials instanceof AwsSessionCredentials passing) {
      heard.show(passing.sessionToken());
    }
    return credentials;
  }

  private static AwsCredentialsProvider source(
      ObjectLogin login, Region region, ProfileFile profiles, SdkHttpClient http) {
    return switch (login) {
      case Keys keys ->
          StaticCredentialsProvider.create(
              keys.sessionToken()
                  .<AwsCredentials>map(
                      token -> AwsSessionCredentials.create(keys.id(), keys.secret(), token))
                  .orElseGet(() -> AwsBasicCredentials.create(keys.id(), keys.secret())));
      case WebIdentity identity ->
          StsWebIdentityTokenFileCredentialsProvider.builder()
              .stsClient(tokenService(region, profiles, http))
              .roleArn(identity.role())
              .webIdentityTokenFile(identity.tokenFile())
              .roleSessionName(identity.session())
              .build();
      case Profile profile ->
          ProfileCredentialsProvider.builder()
              .profileFile(profiles)
              .profileName(profile.name())
              .build();
      case Container _ -> ContainerCredentialsProvider.builder().build();
      case Machine _ -> InstanceProfileCredentialsProvider.builder().profileFile(profiles).build();
    };
  }

  private static StsClient tokenService(Region region, ProfileFile profiles, SdkHttpClient http) {
    return StsClient.builder()
        .region(region)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .httpClient(http)
        .overrideConfiguration(settings ->
            settings.retryStrategy(AwsRetryStrategy.doNotRetry()).defaultProfileFile(profiles))
        .build();
  }
}
