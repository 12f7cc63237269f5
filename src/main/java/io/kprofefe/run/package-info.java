/**
 * One collection run: the main flow, its settings and its report. {@link
 * io.kprofefe.run.CollectionRun} is the file to open first, {@link io.kprofefe.run.ProfileWay} the
 * second.
 */
@NullMarked
package io.kprofefe.run;

import org.jspecify.annotations.NullMarked;
