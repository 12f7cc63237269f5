/** What a pod's annotations come to, in tables: good, wrong and hostile ones. */
@NullMarked
package io.kprofefe.target;

import org.jspecify.annotations.NullMarked;
