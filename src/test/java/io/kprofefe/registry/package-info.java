/** The registry against what a real Profefe answered, and against clients that misbehave. */
@NullMarked
package io.kprofefe.registry;

import org.jspecify.annotations.NullMarked;
