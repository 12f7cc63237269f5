package io.kprofefe.analysis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DistinctBytesTest {

  private final DistinctBytes rows = new DistinctBytes();

  @Test
  void each_row_has_one_number_from_0_up_and_comes_out_as_it_went_in() throws Exception {
    var random = new Random(7);
    Map<String, Integer> expected = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      var row = new byte[random.nextInt(6)];
      for (int j = 0; j < row.length; j++) {
        row[j] = (byte) (random.nextInt(12) - 6);
      }
      int known = expected.size();
      int number = expected.computeIfAbsent(new String(row, ISO_8859_1), _ -> known);
      assertEquals(number, rows.number(row, 0, row.length));
      assertArrayEquals(row, written(number));
    }
    assertEquals(expected.size(), rows.size());
    assertEquals(expected.keySet().stream().mapToLong(String::length).sum(), rows.bytes());
  }

  @Test
  void a_row_may_be_larger_than_all_others_together() throws Exception {
    byte[] small = {1, 2, 3};
    var large = new byte[3 << 20];
    large[large.length - 1] = 9;
    assertEquals(0, rows.number(small, 0, 3));
    assertEquals(1, rows.number(large, 0, large.length));
    assertEquals(2, rows.number(small, 1, 3));
    assertEquals(1, rows.number(large, 0, large.length));
    assertArrayEquals(large, written(1));
    assertArrayEquals(new byte[] {2, 3}, written(2));
  }

  /** The sum of 31 times one byte and the next is the same for "Aa" and "BB", as in Java's hash. */
  @Test
  @Timeout(60)
  void rows_of_one_java_hash_cost_no_more_than_others() {
    int pairs = 18;
    var row = new byte[2 * pairs];
    for (int number = 0; number < 1 << pairs; number++) {
      for (int pair = 0; pair < pairs; pair++) {
        boolean first = (number >> pair & 1) == 0;
        row[2 * pair] = (byte) (first ? 'A' : 'B');
        row[2 * pair + 1] = (byte) (first ? 'a' : 'B');
      }
      assertEquals(number, rows.number(row, 0, row.length));
    }
  }

  /**
   * Numbers far apart by the same step are the worst for a table whose hash is a multiplication.
   */
  @Test
  @Timeout(60)
  void rows_that_differ_in_few_bits_cost_no_more_than_others() {
    var row = new byte[12];
    for (int number = 0; number < 1 << 18; number++) {
      row[2] = (byte) number;
      row[6] = (byte) (number >> 8);
      row[10] = (byte) (number >> 16);
      assertEquals(number, rows.number(row, 0, row.length));
    }
  }

  private byte[] written(int number) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = CodedOutputStream.newInstance(bytes);
    rows.write(number, out);
    out.flush();
    assertEquals(bytes.size(), rows.length(number));
    return bytes.toByteArray();
  }
}
