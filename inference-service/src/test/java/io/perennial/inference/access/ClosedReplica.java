package io.perennial.inference.access;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A replica as it runs in production: tokens of a provider of its own, TLS with a certificate it signed itself. */
public class ClosedReplica implements QuarkusTestResourceLifecycleManager {

    static final int BURST = 30;
    static final String PASSWORD = "not-a-secret";

    static volatile TokenIssuer issuer;
    static volatile Path keyStore;

    @Override
    public Map<String, String> start() {
        issuer = new TokenIssuer();
        keyStore = selfSigned();
        Map<String, String> properties = new HashMap<>();
        properties.put("inference.access.tokens", "true");
        properties.put("inference.access.burst", Integer.toString(BURST));
        properties.put("inference.access.refill", "1H");
        properties.put("quarkus.oidc.auth-server-url", issuer.address());
        properties.put("quarkus.tls.replica.key-store.p12.path", keyStore.toString());
        properties.put("quarkus.tls.replica.key-store.p12.password", PASSWORD);
        properties.put("quarkus.http.tls-configuration-name", "replica");
        properties.put("quarkus.http.test-ssl-port", "0");
        return properties;
    }

    /** By keytool, which every JDK has. */
    private static Path selfSigned() {
        try {
            Path file = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "tls-")
                    .resolve("replica.p12")
                    .toAbsolutePath();
            Process keytool = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-keyalg",
                            "EC",
                            "-alias",
                            "replica",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "san=dns:localhost",
                            "-validity",
                            "2",
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            PASSWORD,
                            "-keystore",
                            file.toString()))
                    .inheritIO()
                    .start();
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool made no certificate");
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        issuer.close();
    }
}
