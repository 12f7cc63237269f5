/**
 * What to scrape: pods and their annotations become a {@link io.kprofefe.target.Target}, or are
 * {@link io.kprofefe.target.Skipped} with the reason. Pure: no clock, no network.
 */
@NullMarked
package io.kprofefe.target;

import org.jspecify.annotations.NullMarked;
