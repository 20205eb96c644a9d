package io.perennial.inference.activation;

import io.perennial.event.ModelServing;
import io.perennial.event.SignedDecision;
import io.perennial.event.VerificationKeys;
import java.io.IOException;
import java.security.PublicKey;

/** Tells whether a decision was made by someone this replica trusts; nothing of the model is fetched before. */
public final class DecisionCheck {

    private final VerificationKeys keys;

    public DecisionCheck(VerificationKeys keys) {
        this.keys = keys;
    }

    void verify(ModelServing decision) throws RefusedException {
        String keyId = decision.signature().key();
        SignedDecision signed = signed(decision);
        if (!signed.isSignedBy(key(keyId), decision.signature())) {
            throw RefusedException.of("the signature is not that of key \"" + keyId + "\" over decision "
                    + decision.sequence() + ", model " + decision.model());
        }
    }

    private PublicKey key(String keyId) throws RefusedException {
        try {
            return keys.named(keyId)
                    .orElseThrow(() -> RefusedException.of("it is signed with the unknown key \"" + printable(keyId)
                            + "\": its public key belongs into the directory inference.verification-keys"));
        } catch (IOException e) {
            throw RefusedException.forNow("the key it is signed with cannot be used", e);
        }
    }

    private static SignedDecision signed(ModelServing decision) throws RefusedException {
        if (decision.sequence() < 1) {
            throw RefusedException.of("sequence numbers start at 1, not at " + decision.sequence());
        }
        if (decision.lineage().lines().count() != 1) {
            throw RefusedException.of("the lineage's name is not one line");
        }
        return SignedDecision.toServe(decision.lineage(), decision.sequence(), decision.model(), decision.plan());
    }

    /** A key id nobody has vouched for, fit for a log. */
    private static String printable(String keyId) {
        String text = keyId.replaceAll("[^\\x20-\\x7e]", "?");
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }
}
