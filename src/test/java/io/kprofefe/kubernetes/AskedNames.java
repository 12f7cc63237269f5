package io.kprofefe.kubernetes;

import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.StandardConstants;

/** Takes every server name, and remembers which one was asked for. */
final class AskedNames extends SNIMatcher {

  private final List<String> names;

  AskedNames(List<String> names) {
    super(StandardConstants.SNI_HOST_NAME);
    this.names = names;
  }

  @Override
  public boolean matches(SNIServerName name) {
    names.add(new String(name.getEncoded(), StandardCharsets.US_ASCII));
    return true;
  }
}
