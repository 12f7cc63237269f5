/** Figures that must equal those of {@code go tool pprof}. */
@NullMarked
package io.kprofefe.analysis;

import org.jspecify.annotations.NullMarked;
