/**
 * How profiles get to a server over HTTP: each once, with certainty about what became of it, and
 * with credentials for that server alone.
 */
@NullMarked
package io.kprofefe.store.http;

import org.jspecify.annotations.NullMarked;
