/** What a whole run does, with pods and sinks that do as they are told. */
@NullMarked
package io.kprofefe.run;

import org.jspecify.annotations.NullMarked;
