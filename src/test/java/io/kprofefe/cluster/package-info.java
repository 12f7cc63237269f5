/**
 * Tests on the real thing: a kube-apiserver, a Pushgateway, Go programs. They run with {@code
 * ./mvnw verify -Pcluster} and start the program as its users do. {@link
 * io.kprofefe.cluster.RealCluster} is the file to open first.
 */
@NullMarked
package io.kprofefe.cluster;

import org.jspecify.annotations.NullMarked;
