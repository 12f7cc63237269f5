package io.kprofefe.print;

import io.kprofefe.profile.Untrusted;
import io.kprofefe.run.RunReport;
import io.kprofefe.target.Target;
import io.kprofefe.target.TargetIdentity;
import java.util.List;
import java.util.Optional;

/** A warning: who grants credentials to pods means them to be shown. */
public final class GrantedInVain {

  private GrantedInVain() {}

  /** One for all pods, as they may be many; empty where there are none. */
  public static Optional<String> warning(RunReport report) {
    List<TargetIdentity> pods =
        report.targets().stream()
            .filter(target -> target.granted() && !target.isShownCredentials())
            .map(Target::identity)
            .distinct()
            .toList();
    return pods.stream()
        .findFirst()
        .map(first ->
            "warning: no credentials were shown to %s to which they are granted, as plain HTTP is spoken there, such as %s: have them speak HTTPS, or grant to others"
                .formatted(Amounts.count(pods.size(), "pod"), Untrusted.shown(first.toString())));
  }
}
