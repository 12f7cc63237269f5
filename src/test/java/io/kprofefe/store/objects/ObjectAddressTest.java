package io.kprofefe.store.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectAddressTest {

  @ParameterizedTest
  @CsvSource({
    "profiles, '', https://profiles.s3.eu-west-1.amazonaws.com/",
    "my.profiles, '', https://s3.eu-west-1.amazonaws.com/my.profiles",
    "My_Profiles, '', https://s3.eu-west-1.amazonaws.com/My_Profiles",
    "profiles, http://minio:9000, http://minio:9000/profiles",
    "profiles, https://minio/s3/, https://minio/s3/profiles",
  })
  void the_bucket_is_a_host_at_amazon_and_a_path_elsewhere(
      String bucket, String endpoint, String url) {
    assertEquals(url, address(bucket, endpoint, "eu-west-1").bucket().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "profiles, '', https://profiles.s3.eu-west-1.amazonaws.com/a%20b/c%2Bd%25%3D%26%3B%27%C3%BC",
    "profiles, http://minio:9000, http://minio:9000/profiles/a%20b/c%2Bd%25%3D%26%3B%27%C3%BC",
  })
  void a_key_is_sent_as_it_is_signed(String bucket, String endpoint, String url) {
    assertEquals(url, address(bucket, endpoint, "eu-west-1").object("a b/c+d%=&;'ü").toString());
  }

  @ParameterizedTest
  @CsvSource({
    "cn-north-1, https://profiles.s3.cn-north-1.amazonaws.com.cn/",
    "us-gov-west-1, https://profiles.s3.us-gov-west-1.amazonaws.com/",
  })
  void china_has_a_domain_of_its_own(String region, String url) {
    assertEquals(url, address("profiles", "", region).bucket().toString());
  }

  private static ObjectAddress address(String bucket, String endpoint, String region) {
    return ObjectAddress.of(
        new ObjectPlace(bucket, ""),
        Optional.of(endpoint).filter(url -> !url.isEmpty()).map(URI::create),
        region);
  }
}
