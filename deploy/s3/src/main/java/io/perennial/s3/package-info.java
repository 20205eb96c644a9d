/**
 * The artifact store in a bucket of an S3-compatible store. A library of its own: shared-model shall not bring the SDK to
 * everybody, and whoever wants a store in a bucket need not take Kafka with it.
 */
@NullMarked
package io.perennial.s3;

import org.jspecify.annotations.NullMarked;
