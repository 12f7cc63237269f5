/**
 * What the hot pieces cost: JMH benchmarks, and the profiles they are given. See CONTRIBUTING.md.
 */
@NullMarked
package io.kprofefe.bench;

import org.jspecify.annotations.NullMarked;
