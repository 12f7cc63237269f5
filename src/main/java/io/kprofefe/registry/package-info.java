/** Profefe's HTTP API over a directory store, so that nobody needs a server to start. */
@NullMarked
package io.kprofefe.registry;

import org.jspecify.annotations.NullMarked;
