package io.perennial.evaluation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Settings of the evaluation-service. */
@ConfigMapping(prefix = "evaluation")
public interface EvaluationSettings {

    /** The change-control plan the gate executes, {@code change-control-plan.yaml}. */
    Path plan();

    /** The Ed25519 private key that signs decisions, PKCS#8 in PEM form. */
    Path signingKey();

    /** The name under which replicas of the inference-service find its public key. */
    String signingKeyId();

    /**
     * A directory of {@code <key id>.pem} with the public keys of former signing keys, and of the current one; decisions
     * signed by others are refused.
     */
    Optional<Path> verificationKeys();

    /** Images read at once. */
    @WithDefault("128")
    int batchSize();

    /** Threads that read images side by side; as many as the machine has processors if absent. */
    OptionalInt threads();

    /** An expansion whose service gives no sign of life for so long is taken up by another. */
    @WithDefault("PT15S")
    Duration lease();

    /** How often an idle service looks for an expansion to judge. */
    @WithDefault("PT0.25S")
    Duration poll();

    /** How often an expansion is tried before its verdict is that it could not be evaluated. */
    @WithDefault("3")
    int attempts();

    /** The pause before a failed expansion is tried again. */
    @WithDefault("PT5S")
    Duration pause();

    /** How long an expansion waits for facts that should have come before it, such as its base model's approval. */
    @WithDefault("PT2M")
    Duration patience();

    /** Whether nothing is judged before all earlier decisions on the topics have been taken over. */
    @WithDefault("true")
    boolean awaitHistory();
}
