/** The image: what its build needs, and what must hold of it. */
@NullMarked
package io.kprofefe.image;

import org.jspecify.annotations.NullMarked;
