package io.kprofefe.demo;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Texts taken apart, indexed by word and ranked: strings, maps, sorting, garbage. */
final class ProductIndex implements Work {

  private final List<String> products;

  ProductIndex() {
    var random = new SplittableRandom(1);
    products =
        IntStream.range(0, 1_000)
            .mapToObj(_ ->
                random
                    .ints(12, 0, 3_000)
                    .mapToObj(word -> "word" + word)
                    .collect(Collectors.joining(" ")))
            .toList();
  }

  @Override
  public void round() {
    best(index());
  }

  private Map<String, List<String>> index() {
    return products.stream()
        .flatMap(product -> Stream.of(product.split(" ")).map(word -> Map.entry(word, product)))
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey,
                TreeMap::new,
                Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  private static List<String> best(Map<String, List<String>> index) {
    return index.values().stream()
        .flatMap(List::stream)
        .sorted((one, other) -> Integer.compare(rank(other), rank(one)))
        .limit(10)
        .toList();
  }

  private static int rank(String product) {
    int rank = 0;
    for (int at = 0; at < product.length(); at++) {
      rank = 31 * rank + product.charAt(at);
    }
    return rank;
  }
}
