/**
 * What a profile is: its types, its streaming check, its labels, and the words for how its way
 * ended. Knows no other room.
 */
@NullMarked
package io.kprofefe.profile;

import org.jspecify.annotations.NullMarked;
