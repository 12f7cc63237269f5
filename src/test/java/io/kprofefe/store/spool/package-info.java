@NullMarked
package io.kprofefe.store.spool;

import org.jspecify.annotations.NullMarked;
