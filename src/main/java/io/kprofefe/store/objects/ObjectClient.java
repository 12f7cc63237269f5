package io.kprofefe.store.objects;

import io.kprofefe.profile.Labels;
import io.kprofefe.store.http.Content;
import io.kprofefe.store.http.Sending;
import io.kprofefe.store.http.StoreHttp;
import io.kprofefe.store.objects.aws.KeySource;
import io.kprofefe.store.objects.aws.NoKeys;
import io.kprofefe.store.objects.aws.Signer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Response;
import okio.BufferedSource;

/** What is asked of an object store, each thing once and signed. */
final class ObjectClient {

  /** A page of a thousand keys, each as long as one can be and each byte escaped, has 4 MB. */
  private static final int LONGEST_PAGE = 8 << 20;

  /** For a first look, which a whole run waits for. */
  private static final Duration A_LOOK = Duration.ofSeconds(10);

  private final ObjectAddress address;
  private final StoreHttp http;
  private final KeySource keys;
  private final Signer signer;
  private final ObjectAnswers answers;
  private final InstantSource clock;

  ObjectClient(
      ObjectAddress address,
      StoreHttp http,
      KeySource keys,
      Signer signer,
      ObjectAnswers answers,
      InstantSource clock) {
    this.address = address;
    this.http = http;
    this.keys = keys;
    this.signer = signer;
    this.answers = answers;
    this.clock = clock;
  }

  ObjectAnswers answers() {
    return answers;
  }

  /**
   * Stores an object unless there is one with this key.
   *
   * @throws ObjectFailure {@code THERE_ALREADY} when there is
   */
  void put(String key, byte[] bytes, Labels labels) throws ObjectFailure {
    HttpUrl url = address.object(key);
    var sending = new Sending(Content.of(bytes));
    Headers headers = signed("PUT", url, describing(labels), Signer.hash(bytes));
    try (Response response = http.send("PUT", url, headers, sending).execute()) {
      answers.check(response);
      answers.checkTag(response);
    } catch (IOException lost) {
      throw answers.lost(sending, lost);
    }
  }

  /** What was said of the object when it was stored. */
  Labels labels(String key) throws ObjectFailure {
    try (Response response = asked("HEAD", address.object(key)).execute()) {
      answers.check(response);
      return Optional.ofNullable(response.header(LabelHeader.NAME))
          .map(LabelHeader::read)
          .orElse(Labels.NONE);
    } catch (IOException lost) {
      throw answers.lost(lost);
    }
  }

  /** The bytes of an object, as they come. */
  InputStream open(String key) throws ObjectFailure {
    try {
      Response response = asked("GET", address.object(key)).execute();
      if (response.code() == 200) {
        return response.body().byteStream();
      }
      try (response) {
        throw answers.refused(response);
      }
    } catch (IOException lost) {
      throw answers.lost(lost);
    }
  }

  ObjectPage page(Map<String, String> query) throws ObjectFailure {
    return page(asked("GET", address.list(query)));
  }

  /** Asks for one key of the bucket: a HEAD, which has no words, would not say what is wrong. */
  void look() throws ObjectFailure {
    Call call = asked("GET", address.list(Map.of("list-type", "2", "max-keys", "1")));
    call.timeout().timeout(A_LOOK.toMillis(), TimeUnit.MILLISECONDS);
    page(call);
  }

  private ObjectPage page(Call call) throws ObjectFailure {
    byte[] answer;
    try (Response response = call.execute()) {
      answers.check(response);
      BufferedSource body = response.body().source();
      if (body.request(LONGEST_PAGE + 1)) {
        throw answers.notS3("a list of more than 8 MiB");
      }
      answer = body.readByteArray();
    } catch (IOException lost) {
      throw answers.lost(lost);
    }
    try {
      return ObjectPage.read(answer);
    } catch (IOException notOne) {
      throw answers.notS3(String.valueOf(notOne.getMessage()));
    }
  }

  private Call asked(String method, HttpUrl url) throws ObjectFailure {
    Headers headers = signed(method, url, Headers.EMPTY, Signer.NO_BODY);
    try {
      return http.ask(method, url, headers);
    } catch (IOException unusable) {
      throw answers.lost(unusable);
    }
  }

  private Headers signed(String method, HttpUrl url, Headers headers, String bodyHash)
      throws ObjectFailure {
    try {
      return signer.signed(method, url, headers, bodyHash, keys.keys(), clock.instant());
    } catch (NoKeys none) {
      throw answers.withoutKeys(none);
    }
  }

  private static Headers describing(Labels labels) {
    var headers =
        new Headers.Builder()
            .add("Content-Type", "application/octet-stream")
            .add("If-None-Match", "*");
    if (!labels.isEmpty()) {
      headers.add(LabelHeader.NAME, LabelHeader.of(labels));
    }
    return headers.build();
  }
}
