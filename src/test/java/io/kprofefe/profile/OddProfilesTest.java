package io.kprofefe.profile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnknownFieldSet;
import io.kprofefe.profile.pprof.Function;
import io.kprofefe.profile.pprof.Location;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.profile.pprof.Sample;
import io.kprofefe.testing.Pprofs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Unlike what Go writes, and as valid. */
class OddProfilesTest {

  private static final byte[] SMALL = Pprofs.small().build().toByteArray();

  @Test
  void fields_may_come_in_any_order() throws Exception {
    List<byte[]> fields = fields(SMALL);
    byte[] strings =
        Pprofs.glued(fields.stream().filter(OddProfilesTest::isString).toArray(byte[][]::new));
    var others = new ArrayList<>(fields.stream().filter(field -> !isString(field)).toList());
    for (int seed = 0; seed < 50; seed++) {
      Collections.shuffle(others, new Random(seed));
      byte[] first = Pprofs.glued(strings, Pprofs.glued(others.toArray(byte[][]::new)));
      byte[] last = Pprofs.glued(Pprofs.glued(others.toArray(byte[][]::new)), strings);
      assertEquals(List.of("cpu/nanoseconds"), check(first).sampleTypes());
      assertEquals(List.of("cpu/nanoseconds"), check(last).sampleTypes());
    }
  }

  @Test
  void numbers_may_be_packed_or_not_or_both() throws Exception {
    String unpacked = "12060802 0801 100a".replace(" ", "");
    String packed = "12070a020201 12010a".replace(" ", "");
    String both = "12070802 0a0101 100a".replace(" ", "");
    byte[] withoutSample = Pprofs.small().clearSample().build().toByteArray();
    for (String sample : List.of(unpacked, packed, both)) {
      byte[] body = Pprofs.glued(withoutSample, HexFormat.of().parseHex(sample));
      assertEquals(1, check(body).samples(), sample);
    }
  }

  @Test
  void one_profile_in_several_gzip_members_is_one_profile() throws Exception {
    byte[] some = Arrays.copyOf(SMALL, 30);
    byte[] rest = Arrays.copyOfRange(SMALL, 30, SMALL.length);
    var decoded = new ByteArrayOutputStream();
    var body = Pprofs.gzip(new byte[0], some, new byte[0], rest, new byte[0]);
    CHECK.check(new ByteArrayInputStream(body), decoded);
    assertArrayEquals(SMALL, decoded.toByteArray());
  }

  @Test
  void a_gzip_header_may_hold_a_name_a_comment_and_its_own_checksum() throws Exception {
    byte[] plain = Pprofs.gzip(SMALL);
    byte[] header = HexFormat.of().parseHex("1f8b081e000000000003" + "0200beef" + "6e00" + "6300");
    var checksum = new CRC32();
    checksum.update(header);
    byte[] two = {(byte) checksum.getValue(), (byte) (checksum.getValue() >> 8)};
    byte[] body = Pprofs.glued(header, two, Arrays.copyOfRange(plain, 10, plain.length));
    assertEquals(1, CHECK.check(new ByteArrayInputStream(body)).samples());
  }

  @Test
  void a_gzip_header_may_have_flags_that_mean_nothing_yet() throws Exception {
    byte[] body = Pprofs.gzip(SMALL);
    body[3] |= (byte) 0xe0;
    assertEquals(1, CHECK.check(new ByteArrayInputStream(body)).samples());
  }

  @Test
  void what_has_no_sample_needs_no_sample_type() throws Exception {
    byte[] nothing = Profile.newBuilder().addStringTable("").build().toByteArray();
    assertEquals(0, check(nothing).samples());
  }

  @Test
  void unknown_fields_are_skipped_everywhere() throws Exception {
    var unknown =
        UnknownFieldSet.newBuilder()
            .addField(
                500,
                UnknownFieldSet.Field.newBuilder()
                    .addVarint(1)
                    .addFixed32(2)
                    .addFixed64(3)
                    .addLengthDelimited(ByteString.copyFromUtf8("new"))
                    .build())
            .build();
    var profile = Pprofs.small().setUnknownFields(unknown);
    profile.getSampleBuilder(0).setUnknownFields(unknown);
    profile
        .getLocationBuilder(0)
        .setUnknownFields(unknown)
        .getLineBuilder(0)
        .setUnknownFields(unknown);
    profile.getFunctionBuilder(0).setUnknownFields(unknown);
    profile.getMappingBuilder(0).setUnknownFields(unknown);
    profile.getSampleTypeBuilder(0).setUnknownFields(unknown);
    assertEquals(1, check(profile.build().toByteArray()).samples());
  }

  @Test
  void ids_may_be_any_64_bits() throws Exception {
    long address = 0xffff_8000_1234_5678L;
    var profile =
        Pprofs.small()
            .addFunction(Function.newBuilder().setId(-1))
            .addLocation(Pprofs.location(address, -1))
            .addSample(Sample.newBuilder().addLocationId(address).addValue(1));
    assertEquals(2, check(profile.build().toByteArray()).samples());
  }

  /** A Go program may set any bytes as a label; {@code go tool pprof} opens it. */
  @Test
  void a_string_need_not_be_utf_8() throws Exception {
    byte[] body = Pprofs.glued(SMALL, HexFormat.of().parseHex("3202ff80"));
    assertEquals(1, check(body).samples());
  }

  @Test
  void a_sample_may_have_no_stack_and_a_location_no_line_and_no_mapping() throws Exception {
    var profile =
        Pprofs.small()
            .addSample(Sample.newBuilder().addValue(1))
            .addLocation(Location.newBuilder().setId(3).setAddress(5));
    assertEquals(2, check(profile.build().toByteArray()).samples());
  }

  @Test
  void a_time_of_zero_or_below_is_no_time() throws Exception {
    for (long none : new long[] {0, -1, Long.MIN_VALUE}) {
      var profile = Pprofs.small().setTimeNanos(none).setDurationNanos(none).build();
      assertEquals(Optional.empty(), check(profile.toByteArray()).time());
      assertEquals(0, check(profile.toByteArray()).duration().toNanos());
    }
  }

  @Test
  void the_stream_is_left_open() throws Exception {
    var body =
        new ByteArrayInputStream(Pprofs.gzip(SMALL)) {
          private boolean closed;

          @Override
          public void close() {
            closed = true;
          }
        };
    CHECK.check(body);
    assertFalse(body.closed);
  }

  private static final PprofCheck CHECK = new PprofCheck(PprofLimits.ofDecoded(64 << 20));

  private static PprofSummary check(byte[] body) throws ProfileFailure, IOException {
    var plain = CHECK.check(new ByteArrayInputStream(body));
    assertEquals(plain, CHECK.check(new ByteArrayInputStream(Pprofs.gzip(body))));
    return plain;
  }

  private static boolean isString(byte[] field) {
    return field[0] >> 3 == Profile.STRING_TABLE_FIELD_NUMBER;
  }

  private static List<byte[]> fields(byte[] profile) throws IOException {
    var fields = new ArrayList<byte[]>();
    var in = CodedInputStream.newInstance(profile);
    while (!in.isAtEnd()) {
      int start = in.getTotalBytesRead();
      in.skipField(in.readTag());
      fields.add(Arrays.copyOfRange(profile, start, in.getTotalBytesRead()));
    }
    return fields;
  }
}
