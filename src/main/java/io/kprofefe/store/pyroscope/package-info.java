/**
 * Profiles into Grafana Pyroscope, by its push (as 2.2.1 answers): what of a profile it can make
 * use of, under which names, and what it never takes.
 */
@NullMarked
package io.kprofefe.store.pyroscope;

import org.jspecify.annotations.NullMarked;
