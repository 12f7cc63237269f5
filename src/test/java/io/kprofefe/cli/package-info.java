/** Tests of the commands, called as a user calls them, in this process. */
@NullMarked
package io.kprofefe.cli;

import org.jspecify.annotations.NullMarked;
