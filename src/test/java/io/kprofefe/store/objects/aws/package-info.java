@NullMarked
package io.kprofefe.store.objects.aws;

import org.jspecify.annotations.NullMarked;
