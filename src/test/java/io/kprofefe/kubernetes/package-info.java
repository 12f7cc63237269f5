/** What another room can rely on when it lists pods. */
@NullMarked
package io.kprofefe.kubernetes;

import org.jspecify.annotations.NullMarked;
