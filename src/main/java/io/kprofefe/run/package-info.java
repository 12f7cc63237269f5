/**
 * One collection run: the main flow, its settings and its report. {@link\n *
 * io.kprofefe.run.CollectionRun} is the file to open first.
 */
@NullMarked
package io.kprofefe.run;

import org.jspecify.annotations.NullMarked;
