package io.perennial.evaluation.signing;

import io.perennial.evaluation.EvaluationSettings;
import io.perennial.event.Signature;
import io.perennial.event.SignedDecision;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
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

    private final String keyId;
    private final PrivateKey key;
    private final Optional<Path> formerKeys;

    DecisionSigner(EvaluationSettings settings) throws IOException {
        this.keyId = settings.signingKeyId();
        if (!KEY_ID.matcher(keyId).matches()) {
            throw new IOException("evaluation.signing-key-id has letters, digits, \".\", \"_\" and \"-\", at most 100");
        }
        this.key = Pem.privateKey(settings.signingKey());
        this.formerKeys = settings.verificationKeys();
    }

    /** Signs with the current key. */
    public Signature sign(SignedDecision decision) {
        return decision.sign(keyId, key);
    }

    /** Whether this service made the decision, with its current key or one whose public half is still trusted. */
    public boolean isGenuine(SignedDecision decision, Signature signature) {
        if (signature.key().equals(keyId)) {
            return sign(decision).equals(signature); // Ed25519 is deterministic: the same decision, the same signature
        }
        return formerKeys
                .filter(directory -> KEY_ID.matcher(signature.key()).matches())
                .map(directory -> directory.resolve(signature.key() + ".pem"))
                .filter(Files::isRegularFile)
                .map(file -> isSignedBy(file, decision, signature))
                .orElse(false);
    }

    private static boolean isSignedBy(Path file, SignedDecision decision, Signature signature) {
        try {
            return decision.isSignedBy(Pem.publicKey(file), signature);
        } catch (IOException e) {
            LOG.errorf("a former key cannot be used: %s", e.getMessage());
            return false;
        }
    }
}
