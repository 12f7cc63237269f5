package io.kprofefe.browser;

import io.kprofefe.cluster.Command;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Chromium without a window, as somebody has it who has just installed it.
 *
 * @param folder for what it writes
 */
record Browser(Path folder) {

  private static final List<String> CHROMIUM =
      List.of(
          "chromium",
          "--headless",
          "--no-sandbox", // root has no sandbox
          "--disable-gpu",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--enable-logging=stderr",
          "--virtual-time-budget=3000",
          "--window-size=1200,700");

  /** The page as it has become when its scripts have run. */
  String open(Path page) {
    return run("--dump-dom", page).run().succeeded();
  }

  /** What it tells a developer: refusals of the page's policy, errors of scripts. */
  List<String> complaints(Path page) {
    return run("--dump-dom", page)
        .run()
        .errors()
        .lines()
        .filter(line -> line.contains(":CONSOLE"))
        .toList();
  }

  /** What a person sees. */
  BufferedImage look(Path page) throws IOException {
    Path picture = folder.resolve("picture.png");
    run("--screenshot=" + picture, page).run().succeeded();
    return ImageIO.read(picture.toFile());
  }

  private Command run(String what, Path page) {
    var words = new ArrayList<>(CHROMIUM);
    words.add("--user-data-dir=" + folder.resolve("chromium"));
    words.add(what);
    words.add(page.toUri().toString());
    return Command.of(words.toArray(String[]::new));
  }
}
