/**
 * Where profiles are kept and found again: {@link io.kprofefe.store.ProfileSink} takes them, {@link
 * io.kprofefe.store.ProfileStore} also finds them; one class a place.
 */
@NullMarked
package io.kprofefe.store;

import org.jspecify.annotations.NullMarked;
