package io.kprofefe.analysis;

import io.kprofefe.profile.pprof.Function;
import java.util.Arrays;

/** The functions of one profile; each is read once, when it is looked at. */
final class InputFunctions {

  private static final InputFunction UNREAD = new InputFunction(-1, "", 0, 0);

  private final InputProfile input;

  /** By the numbers of the input's functions; {@link #UNREAD} until one is looked at. */
  private final InputFunction[] read;

  /**
   * A function.
   *
   * @param number of the input's
   * @param name as pprof shows it; may be empty
   * @param file the index of its text, as it came
   */
  record InputFunction(int number, String name, long file, long startLine) {}

  InputFunctions(InputProfile input) {
    this.input = input;
    this.read = new InputFunction[input.functions().size()];
    Arrays.fill(read, UNREAD);
  }

  /** The function with this id, which must be there. */
  InputFunction get(long id) {
    int number = input.functions().number(id);
    if (read[number].equals(UNREAD)) {
      read[number] = function(number);
    }
    return read[number];
  }

  /** Text only where it is asked for: most questions are about names. */
  String file(InputFunction function) {
    return input.text(function.file());
  }

  private InputFunction function(int number) {
    Fields function = input.functions().entry(number);
    long name = 0;
    long systemName = 0;
    long file = 0;
    long startLine = 0;
    while (function.next()) {
      switch (function.field()) {
        case Function.NAME_FIELD_NUMBER -> name = function.number();
        case Function.SYSTEM_NAME_FIELD_NUMBER -> systemName = function.number();
        case Function.FILENAME_FIELD_NUMBER -> file = function.number();
        case Function.START_LINE_FIELD_NUMBER -> startLine = function.number();
        default -> {}
      }
    }
    String shown =
        name == systemName
            ? FunctionName.shown("", input.text(name))
            : FunctionName.shown(input.text(name), input.text(systemName));
    return new InputFunction(number, shown, file, startLine);
  }
}
