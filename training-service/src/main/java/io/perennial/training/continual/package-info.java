/**
 * Learning without forgetting: Fisher information, elastic weight consolidation, fine-tuning under frozen BatchNorm
 * statistics. Plain classes; no Quarkus, no Kafka, no database.
 */
@NullMarked
package io.perennial.training.continual;

import org.jspecify.annotations.NullMarked;
