package io.kprofefe.run;

import java.time.Duration;

/** How long each stage was under way, from its first start to its last end. They overlap. */
public record StageTimes(Duration list, Duration collect, Duration deliver) {}
