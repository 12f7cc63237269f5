/** Pyroscope, whose recorded answers and requests are the measure. */
@NullMarked
package io.kprofefe.store.pyroscope;

import org.jspecify.annotations.NullMarked;
