package io.kprofefe.demo;

import java.util.Locale;

/** The services of the demo's shop, each busy in a way of its own. */
enum Service {
  CHECKOUT(2),
  SEARCH(2),
  STOCK(1);

  private final int replicas;

  Service(int replicas) {
    this.replicas = replicas;
  }

  /** Its name in the cluster. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  int replicas() {
    return replicas;
  }

  Work work() {
    return switch (this) {
      case CHECKOUT -> new SignedOrders();
      case SEARCH -> new ProductIndex();
      case STOCK -> new Reservations();
    };
  }
}
