package io.kprofefe;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The house as CONTRIBUTING.md draws it: who may know whom, and where each library lives. */
class RoomsTest {

  private static final String HOUSE = "io.kprofefe.";

  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.kprofefe");

  @ParameterizedTest(name = "{0} knows {1}")
  @CsvSource({
    "cli, print run metrics registry analysis scrape store kubernetes target credential profile",
    "print, run analysis store target profile",
    "run, kubernetes target scrape store profile",
    "metrics, run credential profile",
    "registry, store analysis profile",
    "analysis, profile",
    "scrape, target kubernetes credential profile",
    "store, credential profile",
    "kubernetes, target",
    "target, profile",
    "credential, profile",
    "profile, ''",
  })
  void each_room_knows_only_the_rooms_drawn(String room, String known) {
    String[] allowed =
        Stream.concat(Stream.of(room), Arrays.stream(known.split(" ")).filter(r -> !r.isEmpty()))
            .map(RoomsTest::in)
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(in(room))
        .should()
        .dependOnClassesThat(
            Predicates.resideInAPackage("io.kprofefe..")
                .and(Predicates.resideOutsideOfPackages(allowed)))
        .allowEmptyShould(true)
        .check(CODE);
  }

  @Test
  void every_class_is_in_a_room() {
    classes()
        .should()
        .resideInAnyPackage(
            Stream.of(
                    "cli",
                    "print",
                    "run",
                    "metrics",
                    "registry",
                    "analysis",
                    "scrape",
                    "store",
                    "kubernetes",
                    "target",
                    "credential",
                    "profile")
                .map(RoomsTest::in)
                .toArray(String[]::new))
        .check(CODE);
  }

  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource({
    "io.fabric8.., kubernetes",
    "picocli.., cli",
    "okhttp3.., scrape store metrics kubernetes",
    "io.micrometer.., metrics",
    "io.prometheus.., metrics",
    "one.., analysis",
    "com.google.re2j.., analysis",
    "com.google.protobuf.., profile analysis",
    "com.sun.net.httpserver.., registry",
  })
  void each_library_lives_in_its_rooms(String library, String rooms) {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            Arrays.stream(rooms.split(" ")).map(RoomsTest::in).toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .allowEmptyShould(true)
        .check(CODE);
  }

  @Test
  void no_class_has_a_name_that_says_nothing() {
    noClasses()
        .should()
        .haveNameMatching(".*(Collector|Manager|Util|Utils|Impl|Helper)")
        .check(CODE);
  }

  private static String in(String room) {
    return HOUSE + room + "..";
  }
}
