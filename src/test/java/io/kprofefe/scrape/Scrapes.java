package io.kprofefe.scrape;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.target.Target;
import io.kprofefe.testing.Fault;
import io.kprofefe.testing.FaultServer;
import io.kprofefe.testing.Targets;

/** One profile from a server, as tests ask for it. */
final class Scrapes {

  private Scrapes() {}

  static byte[] scrape(Scraper scraper, FaultServer server, ProfileType type)
      throws ProfileFailure {
    return scrape(scraper, Targets.at(server.port()), type);
  }

  static byte[] scrape(Scraper scraper, Target target, ProfileType type) throws ProfileFailure {
    try (var visit = scraper.visit(target);
        var answer = visit.ask(Targets.handler(type, target.endpoint().path()))) {
      return answer.body(bytes -> {});
    }
  }

  static byte[] body(Visit visit, ProfileType type) throws ProfileFailure {
    try (var answer = visit.ask(Targets.handler(type))) {
      return answer.body(bytes -> {});
    }
  }

  static ProfileFailure failure(Scraper scraper, FaultServer server, ProfileType type) {
    return failure(scraper, Targets.at(server.port()), type);
  }

  static ProfileFailure failure(Scraper scraper, Target target, ProfileType type) {
    return assertThrows(ProfileFailure.class, () -> scrape(scraper, target, type));
  }

  static String url(FaultServer server, ProfileType type) {
    return server.uri() + type.pathBelow("/debug/pprof");
  }

  static Fault endless(String start, String more) {
    return caller -> {
      caller.readRequest();
      caller.send(start);
      while (true) {
        caller.send(more);
      }
    };
  }
}
