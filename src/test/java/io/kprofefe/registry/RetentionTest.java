package io.kprofefe.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.StoredType;
import io.kprofefe.store.DirectoryStore;
import io.kprofefe.store.NewProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final int BYTES = 1000;

  @TempDir Path directory;

  @Test
  void by_default_everything_stays() throws Exception {
    store("2020-01-01", "2026-11-21");

    assertEquals(days("2020-01-01", "2026-11-21"), kept(Retention.EVERYTHING));
  }

  @ParameterizedTest
  @CsvSource({
    // all of a day must be older: at noon the day before yesterday ended 36 hours ago
    "PT36H, 2026-11-20 2026-11-21",
    "PT37H, 2026-11-19 2026-11-20 2026-11-21",
    "P1D, 2026-11-20 2026-11-21",
    "PT12H, 2026-11-21",
    "PT0S, 2026-11-21",
    "P365D, 2026-11-18 2026-11-19 2026-11-20 2026-11-21",
  })
  void a_day_goes_when_all_of_it_is_older(Duration keep, String left) throws Exception {
    store("2026-11-18", "2026-11-19", "2026-11-20", "2026-11-21");

    assertEquals(
        days(left.split(" ", -1)), kept(new Retention(Optional.of(keep), OptionalLong.empty())));
  }

  @ParameterizedTest
  @CsvSource({
    "10000, 2026-11-18 2026-11-19 2026-11-20 2026-11-21",
    "3500, 2026-11-19 2026-11-20 2026-11-21",
    "2500, 2026-11-20 2026-11-21",
    "1, 2026-11-21",
    "0, 2026-11-21",
  })
  void the_oldest_days_go_until_the_rest_fits_and_today_stays(long bytes, String left)
      throws Exception {
    store("2026-11-18", "2026-11-19", "2026-11-20", "2026-11-21");

    assertEquals(
        days(left.split(" ", -1)), kept(new Retention(Optional.empty(), OptionalLong.of(bytes))));
  }

  @Test
  void a_day_ahead_of_us_is_not_old() throws Exception {
    store("2026-11-20", "2026-12-31");

    assertEquals(
        days("2026-12-31"),
        kept(new Retention(Optional.of(Duration.ofHours(1)), OptionalLong.of(0))));
  }

  private void store(String... days) throws Exception {
    for (String day : days) {
      new DirectoryStore(directory)
          .write(
              new NewProfile(
                  "shop",
                  StoredType.TRACE,
                  Labels.NONE,
                  LocalDate.parse(day).atTime(11, 0).toInstant(ZoneOffset.UTC),
                  new byte[BYTES]));
    }
  }

  private List<LocalDate> kept(Retention retention) throws Exception {
    var store = new DirectoryStore(directory);
    retention.apply(store.days(), NOW);
    return List.copyOf(store.days().sizes().keySet());
  }

  private static List<LocalDate> days(String... days) {
    return Arrays.stream(days).map(LocalDate::parse).toList();
  }
}
