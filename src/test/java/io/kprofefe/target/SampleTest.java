package io.kprofefe.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.testing.TestPod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pods of a service are taken in a run. */
class SampleTest {

  private static final int RUNS = 500;
  private static final int PODS = 300;

  /** One in a million: how seldom a bound in these tests may be passed by chance. */
  private static final double BY_CHANCE = 1e-6;

  private static final AnnotatedPods FAMILY =
      new AnnotatedPods(Rules.DEFAULT, Set.of(Families.OURS));

  private static TestPod pod(String service, int number) {
    return TestPod.enabled("shop", service + "-" + number)
        .annotated("profefe.com/service", service);
  }

  private static List<TestPod> pods(String service, int count) {
    return IntStream.range(0, count).mapToObj(number -> pod(service, number)).toList();
  }

  private static Sampling sampling(String most, String run) {
    return new Sampling(PodsPerService.parse(most), run, Optional.empty());
  }

  private static List<Discovered> told(Sampling sampling, Collection<TestPod> pods) {
    var told = new ArrayList<Discovered>();
    var sample = new Sample(sampling, told::add);
    pods.forEach(pod -> sample.add(pod.pod().uid(), FAMILY.discover(pod.pod())));
    sample.end();
    return told;
  }

  private static List<Target> targets(Sampling sampling, Collection<TestPod> pods) {
    return told(sampling, pods).stream()
        .filter(Target.class::isInstance)
        .map(Target.class::cast)
        .toList();
  }

  private static List<String> taken(Sampling sampling, Collection<TestPod> pods) {
    return targets(sampling, pods).stream().map(target -> target.identity().name()).toList();
  }

  private static Map<String, Long> perService(List<Target> targets) {
    return targets.stream()
        .collect(Collectors.groupingBy(Target::service, TreeMap::new, Collectors.counting()));
  }

  @ParameterizedTest
  @CsvSource({
    "1, '{api=1, cart=1, web=1}'",
    "3, '{api=3, cart=1, web=3}'",
    "10%, '{api=2, cart=1, web=30}'",
    "100%, '{api=11, cart=1, web=300}'"
  })
  void of_each_service_so_many_are_taken(String most, String taken) {
    var pods = new ArrayList<>(pods("web", PODS));
    pods.addAll(pods("api", 11));
    pods.addAll(pods("cart", 1));
    for (String run : List.of("first", "second")) {
      List<Discovered> told = told(sampling(most, run), pods);
      assertEquals(312, told.size(), "all are told of");
      assertEquals(taken, perService(targets(sampling(most, run), pods)).toString());
    }
  }

  @Test
  void a_run_chooses_the_same_whatever_the_order_of_the_list_and_another_run_others() {
    var pods = new ArrayList<>(pods("web", PODS));
    List<String> chosen = taken(sampling("12", "run-1"), pods);
    Collections.shuffle(pods, new Random(1));
    assertEquals(new TreeSet<>(chosen), new TreeSet<>(taken(sampling("12", "run-1"), pods)));
    assertNotEquals(new TreeSet<>(chosen), new TreeSet<>(taken(sampling("12", "run-2"), pods)));
  }

  /** Computed by another program: shards of two versions must not choose in two ways. */
  @ParameterizedTest
  @CsvSource({
    "0e2b1c9a-7d7c-4f0e-9a51-3f6f1f1b2c3d, 2a5c395921ca1d34",
    "0e2b1c9a-7d7c-4f0e-9a51-3f6f1f1b2c3e, 907b20272f2a9da0",
    "'', 1c7389b63a17c58d",
  })
  void a_pods_rank_in_a_run_stays_for_ever(String uid, String rank) {
    long unsigned = sampling("1", "6d1f9c1e").rank(uid) ^ Long.MIN_VALUE;
    assertEquals(rank, "%016x".formatted(unsigned));
  }

  /**
   * A pod is taken or not, in each run anew, with the same chance: so it is taken as often as a
   * biased coin falls, and waits for as long as one.
   */
  @ParameterizedTest
  @ValueSource(strings = {"30", "10%"})
  void over_500_runs_each_pod_gets_its_turn_and_its_share(String most) {
    List<TestPod> pods = pods("web", PODS);
    double chance = 0.1;
    var times = new TreeMap<String, Integer>();
    var last = new TreeMap<String, Integer>();
    int longest = 0;
    for (int run = 1; run <= RUNS; run++) {
      for (String pod : taken(sampling(most, "run-" + run), pods)) {
        times.merge(pod, 1, Integer::sum);
        longest = Math.max(longest, run - last.getOrDefault(pod, 0));
        last.put(pod, run);
      }
    }
    assertEquals(PODS, times.size(), "each had its turn");
    int open = last.values().stream().mapToInt(run -> RUNS + 1 - run).max().orElseThrow();
    int bound = longestWait(chance, PODS * RUNS);
    assertTrue(Math.max(longest, open) <= bound, longest + ", " + open + ": over " + bound);

    times.values().forEach(often -> assertIsChance(often, RUNS, chance, PODS));
  }

  /** Pods are replaced all the time: who is new waits no longer than who was always there. */
  @Test
  void a_pod_that_is_new_has_the_same_chance_as_one_that_is_old() {
    var old = pods("web", 20);
    int newTaken = 0;
    int oldTaken = 0;
    for (int run = 0; run < RUNS; run++) {
      var pods = new ArrayList<>(old);
      int first = 1000 + run * 20;
      IntStream.range(first, first + 20).mapToObj(n -> pod("web", n)).forEach(pods::add);
      List<String> taken = taken(sampling("4", "run-" + run), pods);
      long known = taken.stream().filter(name -> name.length() <= "web-19".length()).count();
      oldTaken += (int) known;
      newTaken += taken.size() - (int) known;
    }
    assertEquals(RUNS * 4, oldTaken + newTaken);
    assertIsChance(newTaken, RUNS * 4, 0.5, 1);
  }

  /** How long nobody of so many waits at this chance, but by chance. */
  private static int longestWait(double chance, int many) {
    return (int) Math.ceil(Math.log(BY_CHANCE / many) / Math.log(1 - chance));
  }

  /**
   * That something came out so often is no wonder, even if it was looked for at so many places: by
   * Chernoff's bound for the binomial distribution, which also holds for draws without putting
   * back.
   */
  private static void assertIsChance(int often, int draws, double chance, int places) {
    double share = (double) often / draws;
    double unlikely = draws * (surprise(share, chance) + surprise(1 - share, 1 - chance));
    assertTrue(
        unlikely <= Math.log(2 * places / BY_CHANCE), () -> often + " of " + draws + " draws");
  }

  private static double surprise(double share, double chance) {
    return share == 0 ? 0 : share * Math.log(share / chance);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 7})
  void shards_come_to_one_choice_and_each_takes_its_own_of_it(int count) {
    List<TestPod> pods = pods("web", PODS);
    List<TestPod> late = Stream.of("late-1", "late-2").map(SampleTest::pending).toList();
    var all = Stream.concat(pods.stream(), late.stream()).toList();
    Sampling whole = sampling("12", "job-uid");
    var together = new ArrayList<Discovered>();
    for (int index = 0; index < count; index++) {
      var shard = new Shard(index, count);
      List<Discovered> its = told(new Sampling(whole.most(), whole.run(), Optional.of(shard)), all);
      its.forEach(one -> assertTrue(shard.has(uidOf(one.identity().name()))));
      together.addAll(its);
    }
    assertEquals(all.size(), together.size(), "each pod is told of by one shard");
    assertEquals(new TreeSet<>(taken(whole, all)), namesOf(together, Target.class));
    assertEquals(12, namesOf(together, Target.class).size());
    assertEquals(new TreeSet<>(List.of("late-1", "late-2")), namesOf(together, Skipped.class));
  }

  private static TestPod pending(String name) {
    return TestPod.enabled("shop", name).phase("Pending");
  }

  private static String uidOf(String name) {
    return TestPod.named("shop", name).pod().uid();
  }

  private static Set<String> namesOf(List<Discovered> told, Class<?> kind) {
    return told.stream()
        .filter(kind::isInstance)
        .map(one -> one.identity().name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void a_pod_that_cannot_be_a_target_uses_up_no_place() {
    var pods = new ArrayList<>(pods("web", 3));
    IntStream.range(3, 200)
        .mapToObj(number -> pod("web", number).phase("Pending"))
        .forEach(pods::add);
    for (int run = 0; run < 20; run++) {
      assertEquals(3, taken(sampling("3", "run-" + run), pods).size());
    }
  }

  @Test
  void a_pod_with_several_services_counts_for_each() {
    var pods =
        new ArrayList<>(
            pods("web", 50).stream()
                .map(pod -> pod.annotated("profefe.com/admin.port", "6061"))
                .map(pod -> pod.annotated("profefe.com/path", "/debug/pprof"))
                .toList());
    pods.addAll(pods("web-admin", 50));
    List<Target> targets = targets(sampling("5", "run"), pods);
    assertEquals("{web=5, web-admin=5}", perService(targets).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "10%"})
  void a_pod_with_several_endpoints_of_one_service_is_one_pod_and_gives_all_of_them(String most) {
    List<TestPod> pods =
        pods("web", 50).stream()
            .map(pod -> pod.annotated("profefe.com/path", "/debug/pprof"))
            .map(pod -> pod.annotated("profefe.com/admin.service", "web"))
            .toList();
    List<Target> targets = targets(sampling(most, "run"), pods);
    assertEquals(10, targets.size());
    assertEquals(5, targets.stream().map(Target::identity).distinct().count());
  }

  /** Whoever may annotate a pod could otherwise keep another tenant's from their turn. */
  @Test
  void the_pods_of_another_namespace_take_no_place_away() {
    var pods = new ArrayList<>(pods("web", 10));
    IntStream.range(0, 500)
        .mapToObj(n -> TestPod.enabled("other", "a-" + n).annotated("profefe.com/service", "web"))
        .forEach(pods::add);
    Map<String, Long> taken =
        targets(sampling("4", "run"), pods).stream()
            .collect(
                Collectors.groupingBy(
                    target -> target.identity().namespace(), TreeMap::new, Collectors.counting()));
    assertEquals(Map.of("shop", 4L, "other", 4L), taken);
  }
}
