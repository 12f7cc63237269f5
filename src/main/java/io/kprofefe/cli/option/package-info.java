/**
 * What can be said to a command: each option is declared once, with what is allowed, and read into
 * the settings of the rooms. {@link io.kprofefe.cli.option.Option} is the file to open first.
 */
@NullMarked
package io.kprofefe.cli.option;

import org.jspecify.annotations.NullMarked;
