package io.perennial.endtoend;

import io.perennial.artifact.Digest;
import io.perennial.event.ModelServing;
import io.perennial.event.SignedDecision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Optional;

/** Decides which model serves, and signs as the evaluation-service does, with a key of its own. */
final class Gate {

    private static final String KEY = "gate-of-the-test";
    private static final Digest PLAN = Digest.of("plan of the test".getBytes(StandardCharsets.UTF_8));

    private final KeyPair keys;

    Gate() {
        try {
            keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK from 15 on has Ed25519", e);
        }
    }

    /** Writes the public key where a replica looks for those it trusts. */
    void trustedIn(Path directory) throws IOException {
        Pem.write(
                Files.createDirectories(directory).resolve(KEY + ".pem"),
                "PUBLIC KEY",
                keys.getPublic().getEncoded());
    }

    ModelServing toServe(String lineage, long sequence, Digest model) {
        return new ModelServing(
                lineage,
                sequence,
                model,
                PLAN,
                "verdict-" + sequence,
                SignedDecision.toServe(lineage, sequence, model, PLAN).sign(KEY, keys.getPrivate()),
                Instant.now(),
                Optional.empty());
    }
}
