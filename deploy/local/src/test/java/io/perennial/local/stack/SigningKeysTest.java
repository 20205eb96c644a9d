package io.perennial.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.perennial.artifact.Digest;
import io.perennial.event.SignedDecision;
import io.perennial.event.VerificationKeys;
import io.perennial.local.stack.SigningKeys.Use;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeysTest {

    @TempDir
    private Path directory;

    @Test
    void signsWithTheNextKeyFromTheNextStartOn() throws Exception {
        Keys first = Keys.in(directory);
        SigningKeys keys = new SigningKeys(directory);
        String next = keys.rotate();

        assertThat(keys.all())
                .extracting(SigningKeys.Key::id, SigningKeys.Key::use)
                .containsExactlyInAnyOrder(tuple(first.signingKeyId(), Use.SIGNS), tuple(next, Use.SIGNS_NEXT));
        Keys second = Keys.in(directory);

        assertThat(second.signingKeyId()).isEqualTo(next).isNotEqualTo(first.signingKeyId());
        assertThat(Keys.in(directory)).isEqualTo(second);
        assertThat(signatureHolds(next)).isTrue();
        assertThat(keys.all())
                .extracting(SigningKeys.Key::id, SigningKeys.Key::use)
                .containsExactlyInAnyOrder(tuple(first.signingKeyId(), Use.TRUSTED), tuple(next, Use.SIGNS));
    }

    @Test
    void leavesThePrivateKeyAloneAsLongAsTheStackRuns() throws Exception {
        Keys running = Keys.in(directory);
        String before = Files.readString(running.signingKey());

        new SigningKeys(directory).rotate();

        assertThat(running.signingKey()).hasContent(before);
        assertThat(signatureHolds(running.signingKeyId())).isTrue();
    }

    @Test
    void keepsOnlyOneKeyWaiting() throws Exception {
        Keys.in(directory);
        SigningKeys keys = new SigningKeys(directory);
        String next = keys.rotate();

        assertThatThrownBy(keys::rotate)
                .isInstanceOf(StackException.class)
                .hasMessageContaining("key " + next + " waits for the next start already");
    }

    @Test
    void revokesAFormerKeyAndNoOther() throws Exception {
        String first = Keys.in(directory).signingKeyId();
        SigningKeys keys = new SigningKeys(directory);
        assertThatThrownBy(() -> keys.revoke(first))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("rotate");
        String next = keys.rotate();
        assertThatThrownBy(() -> keys.revoke(next)).hasMessageContaining("signs from the next start on");
        Keys.in(directory);

        keys.revoke(first);

        assertThat(new VerificationKeys(directory.resolve("verification")).named(first))
                .isEmpty();
        assertThat(keys.all())
                .filteredOn(key -> key.id().equals(first))
                .extracting(SigningKeys.Key::use)
                .containsExactly(Use.REVOKED);
        assertThat(Keys.in(directory).signingKeyId()).isEqualTo(next);
        assertThatThrownBy(() -> keys.revoke(first)).hasMessageContaining("revoked already");
        assertThatThrownBy(() -> keys.revoke("../signing")).hasMessageContaining("there is no key ../signing");
    }

    @Test
    void rotatesNothingBeforeTheFirstStart() {
        assertThatThrownBy(() -> new SigningKeys(directory).rotate())
                .isInstanceOf(StackException.class)
                .hasMessageContaining("the first ./perennial up makes one");
    }

    @Test
    void doesNotStartWithoutThePublicHalf() throws Exception {
        Keys keys = Keys.in(directory);
        Files.delete(keys.verificationKeys().resolve(keys.signingKeyId() + ".pem"));

        assertThatThrownBy(() -> Keys.in(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none of the public keys");
    }

    private boolean signatureHolds(String id) throws Exception {
        String pem = Files.readString(directory.resolve("signing.pem")).replaceAll("-----.*-----", "");
        PrivateKey key = KeyFactory.getInstance("Ed25519")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem)));
        Digest digest = Digest.of(new byte[] {1});
        SignedDecision decision = SignedDecision.toServe("breast-density", 1, digest, digest);
        return decision.isSignedBy(
                new VerificationKeys(directory.resolve("verification"))
                        .named(id)
                        .orElseThrow(),
                decision.sign(id, key));
    }
}
