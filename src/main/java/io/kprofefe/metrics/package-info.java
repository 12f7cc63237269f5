/**
 * The figures of a run, as Prometheus reads them: pushed to a Pushgateway or written to a file. The
 * only place that knows Micrometer.
 */
@NullMarked
package io.kprofefe.metrics;

import org.jspecify.annotations.NullMarked;
