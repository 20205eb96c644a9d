package io.perennial.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.perennial.artifact.Digest;
import io.perennial.event.CloudEvent;
import io.perennial.event.ModelActivated;
import io.perennial.event.ModelServing;
import io.perennial.event.SignedDecision;
import io.perennial.event.Topic;
import io.perennial.local.stack.Service;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A decision that the evaluation-service did not sign brings nothing into service. */
interface ForgedDecisions {

    WholeSystem system();

    @Test
    default void keepsItsModelWhenADecisionIsForged() throws NoSuchAlgorithmException {
        system().awaitModel();
        ModelServing genuine = lastDecision();
        Digest model = Digest.of(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));

        send(forged(genuine, model));

        ModelActivated answer = system().facts()
                .awaitFirst(
                        "an answer to the forged decision",
                        ModelActivated.class,
                        fact -> fact.asked().equals(model),
                        Duration.ofSeconds(30));
        assertThat(answer.refusal()).hasValueSatisfying(why -> assertThat(why).contains("signature"));
        assertThat(answer.serving()).isPresent().isNotEqualTo(java.util.Optional.of(model));
        assertThat(system().awaitModel().path("digest").asText()).isNotEqualTo(model.toString());
        system().assertReady(Service.INFERENCE);
    }

    private ModelServing lastDecision() {
        return await("a decision")
                .until(
                        () -> system().facts()
                                .of(ModelServing.class)
                                .filter(fact -> fact.lineage().equals("breast-density"))
                                .reduce((first, second) -> second),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    /** Says the key that is trusted, and is signed with another. */
    private static ModelServing forged(ModelServing genuine, Digest model) throws NoSuchAlgorithmException {
        long sequence = genuine.sequence() + 1000;
        var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        return new ModelServing(
                genuine.lineage(),
                sequence,
                model,
                genuine.plan(),
                genuine.verdict(),
                SignedDecision.toServe(genuine.lineage(), sequence, model, genuine.plan())
                        .sign(genuine.signature().key(), pair.getPrivate()),
                Instant.now(),
                genuine.audit());
    }

    private void send(ModelServing decision) {
        CloudEvent envelope = CloudEvent.of(decision, URI.create("/perennial/evaluation-service"));
        try (Intruder intruder = new Intruder(system().stack().bootstrapServers())) {
            intruder.send(
                    Topic.MODEL_SERVING,
                    envelope.key(),
                    envelope.headers(),
                    envelope.json().getBytes(StandardCharsets.UTF_8));
        }
    }
}
