package io.perennial.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.artifact.Digest;
import io.perennial.event.SignedDecision;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {

    @TempDir
    private Path directory;

    @Test
    void makesAPairThatSignsAndVerifies() throws Exception {
        Keys keys = Keys.in(directory);
        KeyFactory factory = KeyFactory.getInstance("Ed25519");
        PrivateKey signing = factory.generatePrivate(new PKCS8EncodedKeySpec(der(keys.signingKey())));
        PublicKey verification = factory.generatePublic(
                new X509EncodedKeySpec(der(keys.verificationKeys().resolve(keys.signingKeyId() + ".pem"))));
        Digest digest = Digest.of("model".getBytes(StandardCharsets.UTF_8));
        SignedDecision decision = SignedDecision.toServe("breast-density", 1, digest, digest);

        assertThat(decision.isSignedBy(verification, decision.sign(keys.signingKeyId(), signing)))
                .isTrue();
    }

    @Test
    void keepsTheKeysItHas() throws Exception {
        Keys first = Keys.in(directory);
        String pseudonymKey = Files.readString(first.pseudonymKey());

        Keys second = Keys.in(directory);

        assertThat(second).isEqualTo(first);
        assertThat(pseudonymKey.strip()).matches("[0-9a-f]{64}");
        assertThat(second.pseudonymKey()).hasContent(pseudonymKey);
    }

    @Test
    void letsOnlyTheirOwnerReadTheSecrets() throws Exception {
        Keys keys = Keys.in(directory);

        for (Path secret : new Path[] {keys.pseudonymKey(), keys.signingKey(), keys.databasePassword()}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void makesAnotherPairWhereAStartWasCutOff() throws Exception {
        Keys cutOff = Keys.in(directory);
        Files.delete(cutOff.signingKey());

        Keys anew = Keys.in(directory);

        assertThat(anew.signingKeyId()).isNotEqualTo(cutOff.signingKeyId());
        assertThat(anew.verificationKeys().resolve(anew.signingKeyId() + ".pem"))
                .exists();
    }

    private static byte[] der(Path pem) throws Exception {
        return Base64.getMimeDecoder().decode(Files.readString(pem).replaceAll("-----.*-----", ""));
    }
}
