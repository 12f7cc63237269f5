/**
 * The program under all that can go wrong at once, again and again: {@code ./mvnw verify -Psoak}.
 * {@link io.kprofefe.soak.SoakIT} is the file to open first.
 */
@NullMarked
package io.kprofefe.soak;

import org.jspecify.annotations.NullMarked;
