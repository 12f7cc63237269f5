/** What {@code manifests/monitoring} ships, held against what the program declares. */
@NullMarked
package io.kprofefe.monitoring;

import org.jspecify.annotations.NullMarked;
