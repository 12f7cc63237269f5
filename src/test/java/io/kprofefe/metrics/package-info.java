/** The figures of a run: their names, their text, and the ways out. */
@NullMarked
package io.kprofefe.metrics;

import org.jspecify.annotations.NullMarked;
