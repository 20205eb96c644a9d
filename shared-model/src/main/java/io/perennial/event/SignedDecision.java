package io.perennial.event;

import io.perennial.artifact.Digest;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;

/**
 * What a signature vouches for: that under this plan, as this decision of the lineage, this model got this outcome. The
 * kind keeps a signature of one message from being used in another.
 *
 * @param kind {@code verdict-reached} or {@code model-serving}
 * @param sequence place in the lineage's decisions; 0 for a verdict
 * @param subject the model's digest, or for a verdict the evidence's
 * @param plan digest of the change-control plan
 * @param outcome {@code SERVE}, or the verdict's outcome
 */
public record SignedDecision(String kind, String lineage, long sequence, Digest subject, Digest plan, String outcome) {

    /** The decision a {@code model-serving} message claims. */
    public static SignedDecision toServe(String lineage, long sequence, Digest model, Digest plan) {
        return new SignedDecision("model-serving", lineage, sequence, model, plan, "SERVE");
    }

    /** The decision a {@code verdict-reached} message claims. */
    public static SignedDecision ofVerdict(
            String lineage, VerdictReached.Outcome outcome, Digest evidence, Digest plan) {
        return new SignedDecision("verdict-reached", lineage, 0, evidence, plan, outcome.name());
    }

    /** The bytes that are signed: the fields, a line each. @throws IllegalArgumentException if a field has a line break */
    public byte[] bytes() {
        String text =
                String.join("\n", kind, lineage, Long.toString(sequence), subject.toString(), plan.toString(), outcome);
        if (text.lines().count() != 6) {
            throw new IllegalArgumentException("a signed field holds a line break");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Signs with an Ed25519 key. */
    public Signature sign(String keyId, PrivateKey key) {
        return Signature.of(bytes(), keyId, key);
    }

    /** Whether the signature is this key's, over exactly this decision; anything malformed is simply not. */
    public boolean isSignedBy(PublicKey key, Signature signature) {
        try {
            return signature.isOf(bytes(), key);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
