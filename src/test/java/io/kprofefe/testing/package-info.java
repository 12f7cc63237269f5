/** Servers that tests talk to over real sockets. */
@NullMarked
package io.kprofefe.testing;

import org.jspecify.annotations.NullMarked;
