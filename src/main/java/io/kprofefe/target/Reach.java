package io.kprofefe.target;

import java.net.InetAddress;

/** How a pod is reached, and at which address: its loopback, over a port-forward. */
record Reach(Via via, InetAddress address) {}
