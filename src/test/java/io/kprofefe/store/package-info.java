/** The stores, and the one suite of tests that each of them passes. */
@NullMarked
package io.kprofefe.store;

import org.jspecify.annotations.NullMarked;
