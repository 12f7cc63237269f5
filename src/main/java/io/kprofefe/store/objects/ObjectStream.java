package io.kprofefe.store.objects;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.Abortable;

/** The bytes of an object. What the SDK throws while they come is said as all else is. */
final class ObjectStream extends FilterInputStream {

  private final ObjectAnswers answers;
  private boolean ended;

  <T extends InputStream & Abortable> ObjectStream(T object, ObjectAnswers answers) {
    super(object);
    this.answers = answers;
  }

  @Override
  public int read() throws IOException {
    return said(super::read);
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    return said(() -> super.read(into, from, length));
  }

  /** What has not been read is not waited for. */
  @Override
  public void close() throws IOException {
    if (!ended && in instanceof Abortable object) {
      object.abort();
    }
    super.close();
  }

  private interface Reading {
    int read() throws IOException;
  }

  private int said(Reading reading) throws IOException {
    try {
      int read = reading.read();
      ended |= read < 0;
      return read;
    } catch (SdkException damaged) {
      throw answers.lost(damaged).ofReading();
    } catch (IOException lost) {
      throw answers.lost(lost).ofReading();
    }
  }
}
