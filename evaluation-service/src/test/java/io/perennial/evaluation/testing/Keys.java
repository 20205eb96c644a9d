package io.perennial.evaluation.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;

/** An empty artifact store and a fresh signing key for a test run; the public key lies beside the private one. */
public class Keys implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        try {
            Path directory = Files.createTempDirectory("evaluation-test");
            KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            write(
                    directory.resolve("test-1.private.pem"),
                    "PRIVATE",
                    keys.getPrivate().getEncoded());
            write(directory.resolve("test-1.pem"), "PUBLIC", keys.getPublic().getEncoded());
            return Map.of(
                    "evaluation.signing-key",
                            directory.resolve("test-1.private.pem").toString(),
                    "evaluation.verification-keys", directory.toString(),
                    "perennial.artifacts.location",
                            directory.resolve("artifacts").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path file, String kind, byte[] der) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(file, "-----BEGIN " + kind + " KEY-----\n" + base64 + "\n-----END " + kind + " KEY-----\n");
    }

    @Override
    public void stop() {}
}
