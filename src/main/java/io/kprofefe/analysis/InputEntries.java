package io.kprofefe.analysis;

import java.util.Arrays;

/**
 * The entries of one kind in a profile, numbered from 0 up as they come: where each is in the
 * decoded bytes, and which of them has an id.
 */
final class InputEntries {

  /** The field of the id is the same in mappings, locations and functions. */
  private static final int ID_FIELD = 1;

  private final byte[] bytes;
  private final IdMap numbers = new IdMap();
  private int[] places = new int[256];
  private int size;

  InputEntries(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The entry is what the current field holds. */
  void add(Fields entry) {
    if (places.length == 2 * size) {
      places = Arrays.copyOf(places, 2 * places.length);
    }
    places[2 * size] = entry.start();
    places[2 * size + 1] = entry.end();
    numbers.put(id(entry.message()), size);
    size++;
  }

  int size() {
    return size;
  }

  /** The number of the entry with this id, which must be there. */
  int number(long id) {
    return numbers.get(id);
  }

  Fields entry(int number) {
    return new Fields(bytes, start(number), end(number));
  }

  int start(int number) {
    return places[2 * number];
  }

  int end(int number) {
    return places[2 * number + 1];
  }

  private static long id(Fields entry) {
    long id = 0;
    while (entry.next()) {
      if (entry.field() == ID_FIELD) {
        id = entry.number();
      }
    }
    return id;
  }
}
