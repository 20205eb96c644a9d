package io.perennial.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perennial.artifact.Digest;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.Test;

class SignedDecisionTest {

    private static final Digest MODEL = Digest.of(new byte[] {1});
    private static final Digest PLAN = Digest.of(new byte[] {2});

    private final KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();

    SignedDecisionTest() throws GeneralSecurityException {}

    @Test
    void vouchesForExactlyOneDecision() {
        SignedDecision decision = SignedDecision.toServe("breast-density", 3, MODEL, PLAN);
        Signature signature = decision.sign("gate", keys.getPrivate());

        assertThat(decision.isSignedBy(keys.getPublic(), signature)).isTrue();
        assertThat(SignedDecision.toServe("breast-density", 4, MODEL, PLAN).isSignedBy(keys.getPublic(), signature))
                .isFalse();
        assertThat(SignedDecision.toServe("breast-density", 3, PLAN, MODEL).isSignedBy(keys.getPublic(), signature))
                .isFalse();
        assertThat(SignedDecision.ofVerdict("breast-density", VerdictReached.Outcome.APPROVED, MODEL, PLAN)
                        .isSignedBy(keys.getPublic(), signature))
                .isFalse();
    }

    @Test
    void takesNoSignatureOfAnotherKeyOrOfGarbage() throws GeneralSecurityException {
        SignedDecision decision = SignedDecision.toServe("breast-density", 3, MODEL, PLAN);
        KeyPair others = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();

        assertThat(decision.isSignedBy(keys.getPublic(), decision.sign("gate", others.getPrivate())))
                .isFalse();
        assertThat(decision.isSignedBy(keys.getPublic(), new Signature("gate", "not Base64 !")))
                .isFalse();
        assertThat(decision.isSignedBy(keys.getPublic(), new Signature("gate", "")))
                .isFalse();
    }

    @Test
    void cannotBeMadeAmbiguousByALineBreak() {
        assertThatThrownBy(() -> SignedDecision.toServe("a\nb", 1, MODEL, PLAN).bytes())
                .isInstanceOf(IllegalArgumentException.class);
    }
}
