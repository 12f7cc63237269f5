package io.kprofefe.analysis;

import com.google.protobuf.ByteString;
import io.kprofefe.profile.PprofLimits;
import io.kprofefe.profile.pprof.Location;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.profile.pprof.Sample;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Profiles of real programs, profiles made by hand, and what is in them. */
final class Profiles {

  static final PprofLimits LIMITS = PprofLimits.ofDecoded(64 << 20);

  private Profiles() {}

  static InputStream open(String name) {
    return Objects.requireNonNull(Profiles.class.getResourceAsStream("/profile/" + name));
  }

  static InputStream stream(Profile.Builder profile) {
    return new ByteArrayInputStream(profile.build().toByteArray());
  }

  /** The values of each stack, which reads {@code leaf < caller [labels]}. */
  static Map<String, List<Long>> stacks(Profile profile) {
    var stacks = new TreeMap<String, List<Long>>();
    for (Sample sample : profile.getSampleList()) {
      var frames = new ArrayList<String>();
      sample.getLocationIdList().forEach(id -> frames.add(location(profile, id)));
      String labels =
          sample.getLabelList().stream()
              .map(label ->
                  string(profile, label.getKey())
                      + "="
                      + string(profile, label.getStr())
                      + label.getNum()
                      + string(profile, label.getNumUnit()))
              .collect(Collectors.joining(","));
      stacks.put(String.join(" < ", frames) + " [" + labels + "]", sample.getValueList());
    }
    return stacks;
  }

  static String string(Profile profile, long index) {
    ByteString bytes = profile.getStringTableBytes((int) index);
    return bytes.toStringUtf8();
  }

  private static String location(Profile profile, long id) {
    Location location = profile.getLocation((int) id - 1);
    return Long.toHexString(location.getAddress())
        + location.getLineList().stream()
            .map(line ->
                " "
                    + string(
                        profile, profile.getFunction((int) line.getFunctionId() - 1).getName()))
            .collect(Collectors.joining());
  }
}
