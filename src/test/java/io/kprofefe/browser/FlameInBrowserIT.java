package io.kprofefe.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.cluster.Command;
import io.kprofefe.profile.pprof.Function;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.testing.Pprofs;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pages of {@code flame} and {@code diff}, opened by a real browser: the names in it are
 * somebody else's.
 */
@Tag("cluster")
class FlameInBrowserIT {

  private static final String OWNED = "document.documentElement.dataset.owned=1";
  private static final String MARK = "data-owned";

  /** Heights, in pixels. */
  private static final int TITLE = 40;

  /** With the white line below it. */
  private static final int FRAME = 16;

  private static final int WHITE = 0xffffff;

  @TempDir private Path folder;

  /** Each would run where it is written as it is, in one place of a page or another. */
  private static final List<String> ATTACKS =
      List.of(
          "<script>" + OWNED + "</script>",
          "</script><script>" + OWNED + "</script>",
          "<img src=x onerror=" + OWNED + ">",
          "\"><svg onload=" + OWNED + ">",
          "'+(" + OWNED + ")+'",
          "\\'+(" + OWNED + ")+'",
          "');" + OWNED + ";//",
          "${" + OWNED + "}",
          "`+(" + OWNED + ")+`",
          "\n" + OWNED + "\n",
          "\u2028" + OWNED + "\u2028",
          "<!--<script>" + OWNED);

  @Test
  void scripts_in_names_do_not_run() throws IOException {
    Path page = flame(ATTACKS);
    assertEquals(ATTACKS.size(), count("dataset.owned", Files.readString(page)), "they are in it");

    assertEquals(0, count(MARK, browser().open(page)));
    assertEquals(List.of(), browser().complaints(page));
    assertEquals(1 + ATTACKS.size(), framesDrawn(browser().look(page)));
  }

  @Test
  void nor_do_they_in_the_difference_of_two() throws IOException {
    Path page = folder.resolve("diff.html");
    Path before = profile("before.pb", List.of("main.work"));
    Path after = profile("after.pb", ATTACKS);
    kprofefe("diff", "--out", page.toString(), before.toString(), after.toString());
    assertEquals(ATTACKS.size(), count("dataset.owned", Files.readString(page)), "they are in it");

    assertEquals(0, count(MARK, browser().open(page)));
    assertEquals(List.of(), browser().complaints(page));
  }

  /** So that the tests above can fail. */
  @Test
  void it_does_where_it_is_written_as_it_is() throws IOException {
    Path page = Files.writeString(folder.resolve("open.html"), "<p>" + ATTACKS.getFirst());

    assertTrue(browser().open(page).contains(MARK));
  }

  /** What the page's policy is for, should escaping fail one day. */
  @Test
  void nor_does_one_that_got_into_the_page() throws IOException {
    Path page = flame(List.of("main.work"));
    Files.writeString(page, Files.readString(page).replace("<h1>", "<h1>" + ATTACKS.getFirst()));

    assertEquals(0, count(MARK, browser().open(page)));
    assertEquals(1, browser().complaints(page).size());
  }

  private Browser browser() {
    return new Browser(folder);
  }

  /** Of one stack of these functions. */
  private Path flame(List<String> functions) throws IOException {
    Path page = folder.resolve("flame.html");
    kprofefe("flame", profile("cpu.pb", functions).toString(), "--out", page.toString());
    return page;
  }

  private static void kprofefe(String... words) {
    Command.of("collector/bin/kprofefe").words(List.of(words)).run().succeeded();
  }

  private Path profile(String file, List<String> functions) throws IOException {
    Profile.Builder profile = Pprofs.small().clearFunction().clearLocation();
    profile.getSampleBuilder(0).clearLocationId();
    for (String name : functions) {
      long id = profile.getFunctionCount() + 1L;
      int string = profile.addStringTable(name).getStringTableCount() - 1;
      int system = 3; // else it is taken for C++, and cut
      profile.addFunction(Function.newBuilder().setId(id).setName(string).setSystemName(system));
      profile.addLocation(Pprofs.location(id, id));
      profile.getSampleBuilder(0).addLocationId(id);
    }
    return Files.write(folder.resolve(file), profile.build().toByteArray());
  }

  private static int count(String part, String text) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  /** As wide as the page, one below another under its title: counted where no text reaches. */
  private static long framesDrawn(BufferedImage picture) {
    int right = picture.getWidth() - 20;
    return IntStream.range(TITLE, picture.getHeight())
            .filter(y -> (picture.getRGB(right, y) & WHITE) != WHITE)
            .count()
        / (FRAME - 1);
  }
}
