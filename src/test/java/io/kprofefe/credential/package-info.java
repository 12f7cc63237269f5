/** Credentials from files, as they should be and as people have them. */
@NullMarked
package io.kprofefe.credential;

import org.jspecify.annotations.NullMarked;
