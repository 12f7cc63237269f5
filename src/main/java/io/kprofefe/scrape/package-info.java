/** Target and profile type in, bytes out, under limits. Nothing a target sends is trusted here. */
@NullMarked
package io.kprofefe.scrape;

import org.jspecify.annotations.NullMarked;
