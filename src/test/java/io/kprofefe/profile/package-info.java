/** What is a profile and what is not. */
@NullMarked
package io.kprofefe.profile;

import org.jspecify.annotations.NullMarked;
