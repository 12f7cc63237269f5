/** The run that the JVM remembers, so that the next ones start fast. */
@NullMarked
package io.kprofefe.training;

import org.jspecify.annotations.NullMarked;
