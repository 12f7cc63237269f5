@NullMarked
package io.kprofefe.store.http;

import org.jspecify.annotations.NullMarked;
