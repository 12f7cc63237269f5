package io.kprofefe.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.kprofefe.profile.StoredType;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;

/** Whatever text is taken for a service, a folder, a day or an id: nothing leads out of DIR. */
class StorePathsFuzz {

  private static final Path DIR = Path.of("/srv/profiles");
  private static final ProfileFolders FOLDERS = new ProfileFolders(DIR);
  private static final LocalDate DAY = LocalDate.parse("2026-11-21");

  /** In bytes; escaped it is three times as long at most, which a file system takes. */
  private static final int ALWAYS_FITS = 85;

  private static final String STEM = "110155.123456789-3f9c2a";

  @FuzzTest
  void every_name_has_one_place_below_the_directory(byte[] input) {
    String text = new String(input, UTF_8);
    if (!text.isEmpty() && text.getBytes(UTF_8).length <= ALWAYS_FITS) {
      assertFolderOf(text, ServiceFolder.of(text).orElseThrow());
    }
    ServiceFolder.of(text).ifPresent(folder -> assertFolderOf(text, folder));
    ServiceFolder.service(text)
        .ifPresent(service -> assertEquals(Optional.of(text), ServiceFolder.of(service)));
    ProfileId.day(text)
        .ifPresent(day -> assertSameId(ProfileId.of("web", StoredType.CPU, day, STEM)));
    assertSameId(ProfileId.of("web", StoredType.CPU, DAY, text));
    Optional<ProfileId> id = ProfileId.parse(text);
    id.ifPresent(canonical -> assertEquals(text, canonical.toString()));
    assertSameId(id);
  }

  private static void assertFolderOf(String service, String folder) {
    assertEquals(Optional.of(service), ServiceFolder.service(folder));
    Path place = DIR.resolve(folder).normalize();
    assertTrue(place.startsWith(DIR), folder);
    assertEquals(folder, DIR.relativize(place).toString());
    assertEquals(1, DIR.relativize(place).getNameCount());
    assertTrue(folder.length() <= 255, folder);
    assertSameId(ProfileId.of(service, StoredType.TRACE, DAY, STEM));
  }

  /** What has an id is found again by it, at a place whose path is that id. */
  private static void assertSameId(Optional<ProfileId> id) {
    id.ifPresent(printed -> {
      assertEquals(id, ProfileId.parse(printed.toString()));
      Path place = FOLDERS.sidecar(printed).normalize();
      assertEquals(DIR.resolve(printed + ProfileFolders.SIDECAR), place);
      assertEquals(4, DIR.relativize(place).getNameCount());
    });
  }
}
