package io.perennial.evaluation.scoring;

import io.perennial.artifact.Digest;
import io.perennial.evaluation.comparison.Readings;
import io.perennial.evaluation.comparison.Score;

/**
 * A model has read a held-out set.
 *
 * @param logits digest of the blob with the answers behind the readings
 */
public record Read(Readings readings, Score score, Digest logits) {}
