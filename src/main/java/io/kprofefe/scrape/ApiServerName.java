package io.kprofefe.scrape;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;

/**
 * Looks up the API server, as our own settings call it. No two are equal, as with {@link NoNames}.
 */
final class ApiServerName implements Dns {

  @Override
  public List<InetAddress> lookup(String name) throws UnknownHostException {
    return Dns.SYSTEM.lookup(name);
  }
}
