package io.kprofefe.analysis;

import io.kprofefe.profile.PprofLimits;
import io.kprofefe.profile.ProfileFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The functions of one or many profiles and what each costs, in the figures of {@code go tool pprof
 * -top}. One profile is in memory at a time. Not for several threads.
 */
public final class TopFunctions {

  private final Places places = new Places();
  private final FrameReader reader;
  private final Map<String, Costs> services = new TreeMap<>();

  /** Looks at all functions; see {@link TopView#sampleType}. */
  public TopFunctions(Optional<String> sampleType, PprofLimits limits) {
    this(TopView.functions(sampleType), limits);
  }

  /**
   * @param limits of each profile
   */
  public TopFunctions(TopView view, PprofLimits limits) {
    this.reader = new FrameReader(view, places, limits);
  }

  /**
   * Reads a profile, gzipped or not, and adds it: see {@link InputProfile#read} and {@link
   * #add(String, InputProfile)}.
   *
   * @throws IOException only what the stream itself throws
   */
  public void add(String service, InputStream profile)
      throws ProfileFailure, AnalysisException, IOException {
    add(service, reader.input(profile));
  }

  /**
   * Adds a profile of a service. After an exception nothing of it was added.
   *
   * @throws ProfileFailure when a stack of it is over a limit
   * @throws AnalysisException when it does not have the sample type
   */
  public void add(String service, InputProfile profile) throws ProfileFailure, AnalysisException {
    Costs costs = reader.read(profile, FrameReader.Stacks.NONE).costs();
    services.computeIfAbsent(service, _ -> new Costs()).add(costs);
  }

  /** What the values count; empty until a profile was added. */
  public Optional<SampleType> sampleType() {
    return reader.sampleType();
  }

  /**
   * The sum of all values, in the unit of the sample type, also of samples that are not looked at;
   * what percentages are of.
   */
  public long total() {
    return services.values().stream().mapToLong(Costs::total).sum();
  }

  /** One row a function that cost anything; the largest flat first, then by name. */
  public List<TopRow> rows() {
    var rows = new ArrayList<TopRow>();
    for (int place = 0; place < places.size(); place++) {
      var row = row(place);
      if (row.flat() != 0 || row.cum() != 0) {
        rows.add(row);
      }
    }
    rows.sort(TopRow.BY_FLAT);
    return rows;
  }

  private TopRow row(int place) {
    var shares = new ArrayList<TopRow.Share>();
    for (var service : services.entrySet()) {
      long flat = service.getValue().flat(place);
      long cum = service.getValue().cum(place);
      if (flat != 0 || cum != 0) {
        shares.add(new TopRow.Share(service.getKey(), flat, cum));
      }
    }
    shares.sort(Comparator.comparingLong((TopRow.Share share) -> Math.abs(share.cum())).reversed());
    SourceLine source = places.get(place).source();
    return new TopRow(
        places.get(place).shown(),
        source,
        shares.stream().mapToLong(TopRow.Share::flat).sum(),
        shares.stream().mapToLong(TopRow.Share::cum).sum(),
        shares);
  }
}
