package io.perennial.evaluation.verdict;

import io.perennial.artifact.Digest;
import io.perennial.evaluation.transfer.TransferMatrix;
import io.perennial.event.Signature;
import java.time.Instant;

/**
 * A verdict with its evidence and what a person decided on it so far.
 *
 * @param digest of the evidence, which the signature is over
 * @param matrix how every model approved by then read every domain so far
 */
public record ReachedVerdict(
        Evidence evidence,
        Digest digest,
        Signature signature,
        Instant reachedAt,
        LastWord lastWord,
        TransferMatrix matrix) {}
