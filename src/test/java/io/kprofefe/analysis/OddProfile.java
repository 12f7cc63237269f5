package io.kprofefe.analysis;

import io.kprofefe.profile.pprof.Function;
import io.kprofefe.profile.pprof.Line;
import io.kprofefe.profile.pprof.Location;
import io.kprofefe.profile.pprof.Mapping;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.profile.pprof.Sample;
import io.kprofefe.profile.pprof.ValueType;
import java.util.List;
import java.util.Random;

/**
 * Profiles with all that pprof has rules for: dropped frames, names of C++, recursion, and so on.
 */
final class OddProfile {

  private static final List<String> NAMES =
      List.of(
          "",
          "main.main",
          "runtime.mallocgc",
          "main.two",
          ".ppc64(int)",
          "(anonymous namespace)::malloc(int)",
          "Foo::operator()(char) const",
          "std::vector<int, std::allocator<int>>::push_back(int&&)",
          "slices.Sort[go.shape.func(int) bool]",
          "sync.(*Pool[...]).Get",
          "a.<init>",
          "odd)(name::f",
          "keep_me",
          "日本.語");
  private static final List<String> FILES =
      List.of(
          "",
          "main.go",
          "./a/../../b/./two.go",
          "/x//y/../z.cc",
          "/proc/self/cwd/./src/w.cc",
          "/proc/self/cwd/v.cc",
          "/",
          "a/..");
  private static final List<String> DROPS =
      List.of("", "runtime\\.mallocgc|main\\.two", ".*malloc.*|keep_me|Foo::.*", "main.*", "[");
  private static final List<String> KEEPS = List.of("", "keep_me|main\\.two", "*");

  private OddProfile() {}

  static Profile.Builder of(int seed) {
    var random = new Random(seed);
    var profile = Profile.newBuilder();
    profile.addAllStringTable(List.of("", "first", "second", "count", "/bin/app", "/lib/so/"));
    int names = strings(profile, NAMES);
    int files = strings(profile, FILES);
    for (int type = 1; type <= 2; type++) {
      profile.addSampleType(ValueType.newBuilder().setType(type).setUnit(3));
    }
    profile.setDefaultSampleType(random.nextInt(3));
    profile.setDropFrames(strings(profile, List.of(any(DROPS, random))));
    profile.setKeepFrames(strings(profile, List.of(any(KEEPS, random))));
    profile.addMapping(Mapping.newBuilder().setId(1).setFilename(4));
    profile.addMapping(Mapping.newBuilder().setId(2).setFilename(5));
    for (int id = 1; id <= 20; id++) {
      int name = names + random.nextInt(NAMES.size());
      boolean same = random.nextInt(4) > 0;
      profile.addFunction(
          Function.newBuilder()
              .setId(id)
              .setName(name)
              .setSystemName(same ? name : names + random.nextInt(NAMES.size()))
              .setFilename(files + random.nextInt(FILES.size()))
              .setStartLine(random.nextInt(3)));
    }
    for (int id = 1; id <= 40; id++) {
      profile.addLocation(location(id, random));
    }
    for (int sample = 0; sample < 60; sample++) {
      profile.addSample(sample(random));
    }
    return profile;
  }

  private static Location.Builder location(int id, Random random) {
    var location =
        Location.newBuilder().setId(id).setMappingId(random.nextInt(3)).setAddress(id * 16L);
    for (int line = random.nextInt(4); line > 0; line--) {
      location.addLine(
          Line.newBuilder().setFunctionId(1 + random.nextInt(20)).setLine(random.nextInt(3)));
    }
    return location;
  }

  private static Sample.Builder sample(Random random) {
    var sample = Sample.newBuilder();
    for (int depth = random.nextInt(9); depth > 0; depth--) {
      sample.addLocationId(1 + random.nextInt(40));
    }
    return sample.addValue(random.nextInt(100) - 30).addValue(random.nextInt(1000) - 300);
  }

  /** The index of the first. */
  private static int strings(Profile.Builder profile, List<String> all) {
    int first = profile.getStringTableCount();
    profile.addAllStringTable(all);
    return first;
  }

  private static String any(List<String> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }
}
