@NullMarked
package io.kprofefe.store.objects;

import org.jspecify.annotations.NullMarked;
