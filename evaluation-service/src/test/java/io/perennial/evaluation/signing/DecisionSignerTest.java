package io.perennial.evaluation.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perennial.artifact.Digest;
import io.perennial.evaluation.EvaluationSettings;
import io.perennial.event.Signature;
import io.perennial.event.SignedDecision;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From one signing key to the next. */
class DecisionSignerTest {

    private static final Digest MODEL = Digest.of(new byte[] {1});
    private static final SignedDecision DECISION = SignedDecision.toServe("breast-density", 1, MODEL, MODEL);

    @TempDir
    private Path directory;

    private Signature former;

    @BeforeEach
    void signWithAFirstKeyAndThenTakeASecond() throws Exception {
        makeKey("gate-1");
        former = signer("gate-1").sign(DECISION);
        makeKey("gate-2");
    }

    @Test
    void recognisesWhatItSignedWithItsFormerKey() throws IOException {
        DecisionSigner now = signer("gate-2");

        assertThat(now.sign(DECISION).key()).isEqualTo("gate-2");
        assertThat(now.isGenuine(DECISION, now.sign(DECISION))).isTrue();
        assertThat(now.isGenuine(DECISION, former)).isTrue();
        assertThat(now.isGenuine(SignedDecision.toServe("breast-density", 2, MODEL, MODEL), former))
                .isFalse();
    }

    @Test
    void recognisesNothingOfAKeyThatWasWithdrawn() throws IOException {
        DecisionSigner now = signer("gate-2");

        Files.delete(directory.resolve("gate-1.pem"));

        assertThat(now.isGenuine(DECISION, former)).isFalse();
    }

    @Test
    void takesNoFormerSignatureForOneOfItsKeyInUse() throws IOException {
        assertThat(signer("gate-2").isGenuine(DECISION, new Signature("gate-2", former.value())))
                .isFalse();
    }

    @Test
    void doesNotStartWithTwoHalvesOfDifferentPairs() throws IOException {
        Files.copy(directory.resolve("gate-1.pem"), directory.resolve("gate-3.pem"));
        Files.copy(directory.resolve("gate-2.private.pem"), directory.resolve("gate-3.private.pem"));

        assertThatThrownBy(() -> signer("gate-3"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("gate-3")
                .hasMessageContaining("not the other half");
    }

    @Test
    void tellsWhichPublicKeyBelongsToIt() throws IOException {
        assertThat(signer("gate-1").publicKey()).isPresent();
        assertThat(signer("gate-1").publicKey()).isNotEqualTo(signer("gate-2").publicKey());
    }

    private DecisionSigner signer(String id) throws IOException {
        return new DecisionSigner(new SmallRyeConfigBuilder()
                .withMapping(EvaluationSettings.class)
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                "evaluation.plan",
                                "unused.yaml",
                                "evaluation.signing-key",
                                directory.resolve(id + ".private.pem").toString(),
                                "evaluation.signing-key-id",
                                id,
                                "evaluation.verification-keys",
                                directory.toString()),
                        "test",
                        1000))
                .build()
                .getConfigMapping(EvaluationSettings.class));
    }

    private void makeKey(String id) throws IOException, NoSuchAlgorithmException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        write(id + ".private.pem", "PRIVATE", pair.getPrivate().getEncoded());
        write(id + ".pem", "PUBLIC", pair.getPublic().getEncoded());
    }

    private void write(String name, String kind, byte[] der) throws IOException {
        Files.writeString(
                directory.resolve(name),
                "-----BEGIN " + kind + " KEY-----\n" + Base64.getEncoder().encodeToString(der) + "\n-----END " + kind
                        + " KEY-----\n");
    }
}
