package io.perennial.inference.testing;

import io.perennial.artifact.Digest;
import io.perennial.event.ModelServing;
import io.perennial.event.SignedDecision;
import io.perennial.event.VerdictReached;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Signs decisions as the evaluation-service does. */
public final class DecisionMaker {

    private static final Digest PLAN = Digest.of("plan".getBytes(StandardCharsets.UTF_8));

    private final String keyId;
    private final KeyPair keys;

    public DecisionMaker(String keyId) {
        this.keyId = keyId;
        try {
            this.keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the public key where a replica looks for it. */
    public DecisionMaker trustedIn(Path directory) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getPublic().getEncoded());
        Files.writeString(
                Files.createDirectories(directory).resolve(keyId + ".pem"),
                "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
        return this;
    }

    public ModelServing toServe(long sequence, Digest model) {
        return toServe(StoredModels.LINEAGE, sequence, model);
    }

    public ModelServing toServe(String lineage, long sequence, Digest model) {
        return message(SignedDecision.toServe(lineage, sequence, model, PLAN), lineage, sequence, model);
    }

    /** A message to serve a model that carries the signature of its rejection. */
    public ModelServing rejected(long sequence, Digest model) {
        SignedDecision rejection =
                SignedDecision.ofVerdict(StoredModels.LINEAGE, VerdictReached.Outcome.REJECTED, model, PLAN);
        return message(rejection, StoredModels.LINEAGE, sequence, model);
    }

    private ModelServing message(SignedDecision signed, String lineage, long sequence, Digest model) {
        return new ModelServing(
                lineage,
                sequence,
                model,
                PLAN,
                "verdict-" + sequence,
                signed.sign(keyId, keys.getPrivate()),
                Instant.EPOCH,
                Optional.empty());
    }
}
