/**
 * Profiles in S3-compatible object storage: {@link io.kprofefe.store.objects.ObjectStore}. None of
 * it is loaded where no such store is asked for.
 */
@NullMarked
package io.kprofefe.store.objects;

import org.jspecify.annotations.NullMarked;
