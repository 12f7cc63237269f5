package io.kprofefe.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A Go program that never was: functions with the names and the calls of a real one, from a seed.
 * Walking its calls at random gives stacks that overlap as those of a real CPU profile do.
 */
final class GoProgram {

  private static final int FRESH_CALLEES = 4;
  private static final int DEEPEST = 48;
  private static final double RETURNS = 0.09;
  private static final double INLINED = 0.4;

  private static final List<String> OWNERS =
      List.of("acme.com/shop", "k8s.io/apimachinery", "grpc", "internal", "net/http");
  private static final List<String> PACKAGES = List.of("checkout", "index", "transport");
  private static final List<String> RECEIVERS =
      List.of("", "(*Basket).", "(*controllerState).", "(*http2Server).", "Selector.", "(*bmap).");
  private static final List<String> VERBS =
      List.of("read", "Marshal", "evaluate", "Total", "reconcile", "flushWrites", "newObject");
  private static final List<String> NOUNS =
      List.of("Header", "NextEntry", "Config", "SortedKeys", "FromCache", "Frame", "Slow");

  private final List<GoFunction> functions = new ArrayList<>();

  /** A function of the program, and each only equal to itself. */
  static final class GoFunction {

    private final String name;
    private final String file;
    private final int firstLine;

    /** Where in it others are called, the most frequent first. */
    private final List<Call> calls = new ArrayList<>();

    /** Where in it time is spent, likewise. */
    private final List<CodeLine> work = new ArrayList<>();

    private GoFunction(String name, String file, int firstLine) {
      this.name = name;
      this.file = file;
      this.firstLine = firstLine;
    }

    String name() {
      return name;
    }

    String file() {
      return file;
    }

    int firstLine() {
      return firstLine;
    }
  }

  /**
   * An address in the program.
   *
   * @param lines the innermost first, more than one where calls are inlined
   */
  record CodeLine(long address, List<Line> lines) {}

  record Line(GoFunction function, int number) {}

  record Call(CodeLine from, GoFunction to) {}

  GoProgram(long seed, int size) {
    var random = new Random(seed);
    for (int i = 0; i < size; i++) {
      functions.add(function(i, random));
    }
    for (int i = 0; i < size; i++) {
      addCalls(i, random);
    }
  }

  /** Where the program was when its clock ticked, the leaf first. */
  List<CodeLine> tick(Random random) {
    var stack = new ArrayList<CodeLine>();
    GoFunction current = functions.getFirst();
    while (stack.size() < DEEPEST && (stack.size() < 4 || random.nextDouble() > RETURNS)) {
      Call call = oneOf(current.calls, random);
      stack.add(call.from());
      current = call.to();
    }
    stack.add(oneOf(current.work, random));
    return stack.reversed();
  }

  /** The first far more often than the last. */
  private static <T> T oneOf(List<T> all, Random random) {
    int index = 0;
    while (index < all.size() - 1 && random.nextInt(4) == 0) {
      index++;
    }
    return all.get(index);
  }

  private static GoFunction function(int number, Random random) {
    int packageNumber = number / 12;
    String folder =
        OWNERS.get(packageNumber % OWNERS.size())
            + "/"
            + PACKAGES.get(packageNumber % PACKAGES.size());
    String name =
        folder + "." + any(RECEIVERS, random) + any(VERBS, random) + any(NOUNS, random) + number;
    String file =
        "/src/" + folder + "/" + NOUNS.get(number / 6 % NOUNS.size()) + number / 6 + ".go";
    return new GoFunction(name, file, 20 + random.nextInt(2000));
  }

  private void addCalls(int number, Random random) {
    GoFunction function = functions.get(number);
    int calls = 2 + random.nextInt(5);
    for (int i = 0; i < calls; i++) {
      function.calls.add(new Call(codeLine(number, random), functions.get(callee(number, random))));
    }
    int places = 2 + random.nextInt(8);
    for (int i = 0; i < places; i++) {
      function.work.add(codeLine(number, random));
    }
  }

  /** Mostly functions that few others call; sometimes any. */
  private int callee(int caller, Random random) {
    int next = caller * FRESH_CALLEES + 1 + random.nextInt(FRESH_CALLEES);
    return next < functions.size() && random.nextInt(8) > 0
        ? next
        : random.nextInt(functions.size());
  }

  private CodeLine codeLine(int number, Random random) {
    GoFunction function = functions.get(number);
    var lines = new ArrayList<Line>();
    if (random.nextDouble() < INLINED) {
      lines.add(line(functions.get(random.nextInt(functions.size())), random));
    }
    lines.add(line(function, random));
    return new CodeLine(0x40_0000 + number * 0x400L + random.nextInt(0x400), lines);
  }

  private static Line line(GoFunction function, Random random) {
    return new Line(function, function.firstLine + random.nextInt(60));
  }

  private static String any(List<String> words, Random random) {
    return words.get(random.nextInt(words.size()));
  }
}
