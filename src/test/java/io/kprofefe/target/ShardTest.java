package io.kprofefe.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pods a shard has. */
class ShardTest {

  private static final int PODS = 10_000;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 7})
  void each_pod_is_in_exactly_one_and_each_shard_has_its_share(int count) {
    var random = new Random(42);
    assertEvenlySpread(count, _ -> new UUID(random.nextLong(), random.nextLong()).toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 7})
  void uids_that_are_alike_are_spread_as_well(int count) {
    assertEvenlySpread(count, "0e2b1c9a-7d7c-4f0e-9a51-%012x"::formatted);
    assertEvenlySpread(count, "%08x-7d7c-4f0e-9a51-3f6f1f1b2c3d"::formatted);
    assertEvenlySpread(count, number -> "pod-" + number * 28);
  }

  /** Computed by another program: an upgrade must not move pods from shard to shard. */
  @ParameterizedTest
  @CsvSource({
    "0e2b1c9a-7d7c-4f0e-9a51-3f6f1f1b2c3d, 3/4, 2/7, 587/1000",
    "0e2b1c9a-7d7c-4f0e-9a51-3f6f1f1b2c3e, 3/4, 2/7, 111/1000",
    "00000000-0000-0000-0000-000000000000, 0/4, 1/7, 868/1000",
    "shop/web-0, 2/4, 4/7, 738/1000",
    "'', 0/4, 1/7, 652/1000",
  })
  void a_pod_stays_in_its_shard_for_ever(
      String uid, String ofFour, String ofSeven, String ofThousand) {
    assertTrue(Shard.parse(ofFour).has(uid));
    assertTrue(Shard.parse(ofSeven).has(uid));
    assertTrue(Shard.parse(ofThousand).has(uid));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0/1", "0/4", "3/4", "999999998/999999999"})
  void it_is_written_as_it_is_read(String text) {
    assertEquals(text, Shard.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "/",
        "1/",
        "/4",
        "4/4",
        "5/4",
        "0/0",
        "-1/4",
        "0/-4",
        "+1/4",
        "1/4/8",
        " 1/4",
        "1 / 4",
        "1/4\n",
        "1.0/4",
        "one/four",
        "٣/٤",
        "0/9999999999",
        "9999999999/1"
      })
  void anything_else_is_none(String text) {
    assertThrows(IllegalArgumentException.class, () -> Shard.parse(text));
  }

  /** Within five standard deviations of the same for each: by chance once in a million. */
  private static void assertEvenlySpread(int count, IntFunction<String> uid) {
    var shards = IntStream.range(0, count).mapToObj(index -> new Shard(index, count)).toList();
    var sizes = new int[count];
    for (int pod = 0; pod < PODS; pod++) {
      String one = uid.apply(pod);
      int[] having = shards.stream().filter(s -> s.has(one)).mapToInt(Shard::index).toArray();
      assertEquals(1, having.length, one);
      sizes[having[0]]++;
    }
    double share = (double) PODS / count;
    double off = 5 * Math.sqrt(share * (1 - 1.0 / count));
    for (int size : sizes) {
      assertEquals(share, size, off, () -> Arrays.toString(sizes));
    }
  }
}
