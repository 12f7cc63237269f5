package io.kprofefe.analysis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.kprofefe.profile.PprofCheck;
import io.kprofefe.profile.PprofLimits;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.profile.pprof.Sample;
import io.kprofefe.testing.Inputs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * Whatever the check lets through can be merged, ranked and drawn, and loses nothing on the way.
 */
class SoundProfilesFuzz {

  private static final PprofLimits LIMITS = PprofLimits.ofDecoded(1 << 16);

  /** A merged profile may be somewhat larger than the one it was made of. */
  private static final PprofLimits GENEROUS = PprofLimits.ofDecoded(1 << 20);

  @FuzzTest
  void a_sound_profile_is_merged_ranked_and_drawn(byte[] body) throws Exception {
    Optional<Profile> profile;
    boolean hasTypes;
    try {
      var input = InputProfile.read(new ByteArrayInputStream(body), LIMITS);
      hasTypes = !input.sampleTypes().isEmpty();
      profile = Inputs.parsed(decoded(body));
    } catch (ProfileFailure refused) {
      return;
    }
    byte[] merged = merged(body);
    byte[] again = merged(merged);
    if (!hasTypes) {
      return; // an empty profile, of which nothing is to be ranked or drawn
    }
    var top = new TopFunctions(Optional.empty(), LIMITS);
    var flame = new FlameGraph(Optional.empty(), LIMITS);
    try {
      top.add("web", new ByteArrayInputStream(body));
      flame.add("web", new ByteArrayInputStream(body));
    } catch (ProfileFailure stacksTooLarge) {
      return;
    }
    assertDrawn(flame);
    if (profile.isPresent()) {
      assertRanked(profile.get(), top);
      assertMerged(profile.get(), Inputs.parsed(decoded(merged)).orElseThrow());
      assertMerged(profile.get(), Inputs.parsed(decoded(again)).orElseThrow());
    }
  }

  private static void assertMerged(Profile profile, Profile merged) {
    assertArrayEquals(sums(profile), sums(merged));
    assertTrue(merged.getSampleCount() <= profile.getSampleCount());
  }

  private static void assertRanked(Profile profile, TopFunctions top) {
    int index = chosen(profile, top.sampleType().orElseThrow());
    long total = 0;
    long onStacks = 0;
    for (Sample sample : profile.getSampleList()) {
      total += Math.abs(sample.getValue(index));
      onStacks += sample.getLocationIdCount() > 0 ? sample.getValue(index) : 0;
    }
    assertEquals(total, top.total());
    assertEquals(onStacks, top.rows().stream().mapToLong(TopRow::flat).sum());
  }

  /** A name that opens a tag would show: the page has as many of these as one without a name. */
  private static void assertDrawn(FlameGraph flame) throws IOException {
    assertEquals(tags(new FlameGraph(Optional.empty(), LIMITS)), tags(flame));
  }

  private static long tags(FlameGraph flame) throws IOException {
    var page = new ByteArrayOutputStream();
    flame.writeHtml("<web>", page);
    return page.toString(UTF_8).chars().filter(character -> character == '<').count();
  }

  private static int chosen(Profile profile, SampleType type) {
    for (int i = 0; i < profile.getSampleTypeCount(); i++) {
      var each = profile.getSampleType(i);
      if (text(profile, each.getType()).equals(type.type())
          && text(profile, each.getUnit()).equals(type.unit())) {
        return i;
      }
    }
    throw new AssertionError("the profile has no " + type);
  }

  private static String text(Profile profile, long index) {
    return new String(profile.getStringTableBytes((int) index).toByteArray(), UTF_8);
  }

  private static byte[] decoded(byte[] body) throws ProfileFailure, IOException {
    var decoded = new ByteArrayOutputStream();
    new PprofCheck(GENEROUS).check(new ByteArrayInputStream(body), decoded);
    return decoded.toByteArray();
  }

  private static byte[] merged(byte[] body) throws Exception {
    var merge = new ProfileMerge(GENEROUS);
    merge.add(new ByteArrayInputStream(body));
    var merged = new ByteArrayOutputStream();
    merge.writeTo(merged);
    return merged.toByteArray();
  }

  private static long[] sums(Profile profile) {
    var sums = new long[profile.getSampleTypeCount()];
    for (Sample sample : profile.getSampleList()) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += sample.getValue(i);
      }
    }
    return sums;
  }
}
