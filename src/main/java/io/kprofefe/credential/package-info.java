/**
 * What we show of ourselves to a server, and what we know it by: secrets come from files only, are
 * read when they are needed, and are never repeated to anybody else.
 */
@NullMarked
package io.kprofefe.credential;

import org.jspecify.annotations.NullMarked;
