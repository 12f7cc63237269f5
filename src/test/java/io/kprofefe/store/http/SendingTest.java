package io.kprofefe.store.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SendingTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "a profile"})
  void all_bytes_go_out_the_last_one_as_well(String profile) throws Exception {
    var sending = new Sending(Content.of(profile.getBytes(UTF_8)));
    var sent = new Buffer();

    sending.body().writeTo(sent);

    assertEquals(profile, sent.readUtf8());
    assertEquals(profile.length(), sending.body().contentLength());
  }

  /** As TLS 1.3 tells it when the profile came to be sent before. */
  @Test
  void a_handshake_refused_after_all_was_sent_leaves_no_doubt() throws Exception {
    var sending = new Sending(Content.of("profile".getBytes(UTF_8)));
    sending.body().writeTo(new Buffer());

    assertTrue(sending.mayHaveArrived(new SSLException("Connection reset")));
    assertFalse(sending.mayHaveArrived(new SSLHandshakeException("bad_certificate")));
  }
}
