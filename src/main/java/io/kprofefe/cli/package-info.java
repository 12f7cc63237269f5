/**
 * The commands: flags in, exit code out. The only place where rooms are wired together, and the
 * only one that knows picocli. The file name is the spoken command.
 */
@NullMarked
package io.kprofefe.cli;

import org.jspecify.annotations.NullMarked;
