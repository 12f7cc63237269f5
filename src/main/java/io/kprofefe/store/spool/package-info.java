/**
 * What could not be delivered, kept in a folder until the next run delivers it: each profile at
 * most once, whenever a run is killed.
 */
@NullMarked
package io.kprofefe.store.spool;

import org.jspecify.annotations.NullMarked;
