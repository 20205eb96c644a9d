package io.perennial.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationKeysTest {

    @TempDir
    Path directory;

    @Test
    void findsAKeyByItsIdAsSoonAsItIsThere() throws IOException, NoSuchAlgorithmException {
        VerificationKeys keys = new VerificationKeys(directory.resolve("keys"));
        assertThat(keys.named("gate-1")).isEmpty();

        trust("gate-1", directory.resolve("keys"));

        assertThat(keys.named("gate-1")).isPresent();
        assertThat(keys.named("gate-2")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "", ".hidden", "a/b", "a\nb", "a\0b"})
    void looksNowhereButInItsDirectory(String id) throws IOException, NoSuchAlgorithmException {
        trust("outside", directory);

        assertThat(new VerificationKeys(directory.resolve("keys")).named(id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no key",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"
            })
    void saysWhichFileIsNoKey(String content) throws IOException {
        Files.writeString(directory.resolve("gate-1.pem"), content);

        assertThatThrownBy(() -> new VerificationKeys(directory).named("gate-1"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("gate-1.pem");
    }

    private static void trust(String id, Path directory) throws IOException, NoSuchAlgorithmException {
        byte[] key = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPublic()
                .getEncoded();
        Files.writeString(
                Files.createDirectories(directory).resolve(id + ".pem"),
                "-----BEGIN PUBLIC KEY-----\n" + Base64.getEncoder().encodeToString(key)
                        + "\n-----END PUBLIC KEY-----\n");
    }
}
