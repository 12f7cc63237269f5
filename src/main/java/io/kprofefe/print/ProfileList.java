package io.kprofefe.print;

import io.kprofefe.store.StoredProfile;
import java.time.Instant;
import java.util.List;

/**
 * Profiles of a store, as a list is printed.
 *
 * @param now what ages are counted to
 * @param headings whether a table has them
 */
public record ProfileList(List<StoredProfile> profiles, Instant now, boolean headings) {}
