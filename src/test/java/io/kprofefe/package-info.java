/** Rules that hold for the whole house. */
@NullMarked
package io.kprofefe;

import org.jspecify.annotations.NullMarked;
