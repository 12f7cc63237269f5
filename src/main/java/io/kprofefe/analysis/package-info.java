/** Many profiles as one: merged, ranked, drawn. */
@NullMarked
package io.kprofefe.analysis;

import org.jspecify.annotations.NullMarked;
