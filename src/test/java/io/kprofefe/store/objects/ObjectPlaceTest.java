package io.kprofefe.store.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectPlaceTest {

  @ParameterizedTest
  @CsvSource({
    "s3://profiles, profiles, ''",
    "s3://profiles/, profiles, ''",
    "s3://profiles/prod, profiles, prod/",
    "s3://profiles/prod/eu/, profiles, prod/eu/",
  })
  void a_place_is_a_bucket_and_perhaps_a_prefix(String text, String bucket, String prefix) {
    assertEquals(new ObjectPlace(bucket, prefix), ObjectPlace.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "profiles",
        "http://profiles",
        "s3:profiles",
        "s3://",
        "s3:///prod",
        "s3://a",
        "s3://-abc",
        "s3://user:password@bucket",
        "s3://bucket?a=b",
        "s3://bucket/a//b",
        "s3://bucket/..",
        "s3://bucket/a/../b",
        "s3://bucket/./a",
        "s3://bucket/a?b",
        "s3://bucket/a#b",
        "s3://bucket/a\\b",
        "s3://bucket/a\nb",
        "s3://bucket/\u202eb",
      })
  void what_is_none_is_refused(String text) {
    assertThrows(IllegalArgumentException.class, () -> ObjectPlace.parse(text));
  }

  @Test
  void a_prefix_leaves_room_for_a_key() {
    ObjectPlace.parse("s3://bucket/" + "a".repeat(700));
    assertThrows(
        IllegalArgumentException.class, () -> ObjectPlace.parse("s3://bucket/" + "a".repeat(701)));
    assertThrows(
        IllegalArgumentException.class, () -> ObjectPlace.parse("s3://bucket/" + "ü".repeat(351)));
  }
}
