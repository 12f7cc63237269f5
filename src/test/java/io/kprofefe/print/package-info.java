/** Tests of what a person or a pipe reads. */
@NullMarked
package io.kprofefe.print;

import org.jspecify.annotations.NullMarked;
