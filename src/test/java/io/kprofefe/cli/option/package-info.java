/** Tests of what can be said to a command. */
@NullMarked
package io.kprofefe.cli.option;

import org.jspecify.annotations.NullMarked;
