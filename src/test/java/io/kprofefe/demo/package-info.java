/**
 * What {@code collector/bin/demo} shows: the real job against a small Kubernetes API and JVMs that
 * really work, on one machine and without anything but a JDK. {@link io.kprofefe.demo.Demo} is the
 * file to open first.
 */
@NullMarked
package io.kprofefe.demo;

import org.jspecify.annotations.NullMarked;
