package io.perennial.evaluation.signing;

import io.perennial.artifact.Digest;
import io.perennial.evaluation.EvaluationSettings;
import io.perennial.event.AuditAnchor;
import io.perennial.event.Signature;
import io.perennial.event.SignedDecision;
import io.perennial.event.VerificationKeys;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** Signs this service's decisions, and recognises its own among what comes from the topics. Without a key, no start. */
@Startup
@Singleton
public class DecisionSigner {

    private static final Logger LOG = Logger.getLogger(DecisionSigner.class);
    private static final Pattern KEY_ID =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}"); // no way out of a directory
    private static final byte[] PROBE = "perennial-key-probe-1".getBytes(StandardCharsets.UTF_8);

    private final String keyId;
    private final PrivateKey key;
    private final Optional<VerificationKeys> trusted;
    private final Optional<Digest> publicKey;

    DecisionSigner(EvaluationSettings settings) throws IOException {
        this.keyId = settings.signingKeyId();
        if (!KEY_ID.matcher(keyId).matches()) {
            throw new IOException("evaluation.signing-key-id has letters, digits, \".\", \"_\" and \"-\", at most 100");
        }
        this.key = Pem.privateKey(settings.signingKey());
        this.trusted = settings.verificationKeys().map(VerificationKeys::new);
        Optional<PublicKey> own = trustedKey(keyId);
        if (own.isPresent() && !Signature.of(PROBE, keyId, key).isOf(PROBE, own.get())) {
            throw new IOException("the public key \"" + keyId + "\" among evaluation.verification-keys is not the other"
                    + " half of evaluation.signing-key: nobody would believe this service's signatures");
        }
        this.publicKey = own.map(half -> Digest.of(half.getEncoded()));
    }

    /** Signs with the current key. */
    public Signature sign(SignedDecision decision) {
        return decision.sign(keyId, key);
    }

    /** Vouches for a place in the audit log with the current key. */
    public AuditAnchor anchor(String log, long sequence, Digest hash) {
        return AuditAnchor.sign(log, sequence, hash, keyId, key);
    }

    /** Names the current key. */
    public String keyId() {
        return keyId;
    }

    /** SHA-256 of the current key's public half (X.509, DER), where that is among the verification keys. */
    public Optional<Digest> publicKey() {
        return publicKey;
    }

    /** Whether this service made the decision, with its current key or one whose public half is still trusted. */
    public boolean isGenuine(SignedDecision decision, Signature signature) {
        if (signature.key().equals(keyId)) {
            return sign(decision).equals(signature); // Ed25519 is deterministic: the same decision, the same signature
        }
        try {
            return trustedKey(signature.key())
                    .filter(former -> decision.isSignedBy(former, signature))
                    .isPresent();
        } catch (IOException e) {
            LOG.errorf("a former key cannot be used: %s", e.getMessage());
            return false;
        }
    }

    private Optional<PublicKey> trustedKey(String id) throws IOException {
        return trusted.isPresent() ? trusted.get().named(id) : Optional.empty();
    }
}
