package io.kprofefe.store.spool;

import java.util.Optional;

/**
 * What became of the profiles that earlier runs left in the spool of one sink.
 *
 * @param sink its name
 * @param delivered were stored now
 * @param found were stored already: the run that sent them died before it knew
 * @param refused will never be taken, and are gone
 * @param dropped went because the spool was full
 * @param left wait for the next run, those that this run kept among them
 * @param problem why not all were delivered
 */
public record SpoolReport(
    String sink,
    int delivered,
    int found,
    int refused,
    int dropped,
    int left,
    Optional<String> problem) {}
