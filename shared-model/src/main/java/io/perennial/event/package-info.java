/**
 * The facts on Kafka: one past-tense record per topic, CloudEvents 1.0 in binary mode. They carry references and digests,
 * never pixels, weights or anything that identifies a patient. Fields are only ever added.
 */
@NullMarked
package io.perennial.event;

import org.jspecify.annotations.NullMarked;
