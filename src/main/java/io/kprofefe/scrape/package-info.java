/**
 * Target and profile type in, bytes out, under limits. Nothing a target sends is trusted here.
 * {@link io.kprofefe.scrape.Scraper} is the file to open first.
 */
@NullMarked
package io.kprofefe.scrape;

import org.jspecify.annotations.NullMarked;
