/**
 * Amazon's ways, as everything that speaks S3 has them: with which keys a request is signed, where
 * those come from, and what an answer in XML says. Written out here in place of the AWS SDK, whose
 * jars are too large for the image.
 */
@NullMarked
package io.kprofefe.store.objects.aws;

import org.jspecify.annotations.NullMarked;
