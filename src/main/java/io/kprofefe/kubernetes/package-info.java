/**
 * Kubernetes as this program needs it: who we are, and the pods, page by page. fabric8 lives here
 * and nowhere else.
 */
@NullMarked
package io.kprofefe.kubernetes;

import org.jspecify.annotations.NullMarked;
