/** What people open in a browser, opened by one. */
@NullMarked
package io.kprofefe.browser;

import org.jspecify.annotations.NullMarked;
