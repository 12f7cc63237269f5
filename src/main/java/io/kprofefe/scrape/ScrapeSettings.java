package io.kprofefe.scrape;

import io.kprofefe.target.Handler;
import java.time.Duration;

/**
 * What one scrape may cost.
 *
 * @param connectTimeout until the TCP connection stands
 * @param margin over the seconds a target samples: together the limit of the whole call, from the
 *     first packet to the last byte of the body
 * @param maxProfileBytes of a body as sent
 */
public record ScrapeSettings(Duration connectTimeout, Duration margin, long maxProfileBytes) {

  Duration wholeCall(Handler handler) {
    return handler.sampling().plus(margin);
  }
}
