/** What targets may do to a scrape, over real sockets. */
@NullMarked
package io.kprofefe.scrape;

import org.jspecify.annotations.NullMarked;
