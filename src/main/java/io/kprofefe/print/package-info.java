/**
 * What a person or a pipe reads: tables, JSON, YAML, the report of a run, its progress, its logs.
 * Takes values of the other rooms, gives text, decides nothing.
 */
@NullMarked
package io.kprofefe.print;

import org.jspecify.annotations.NullMarked;
