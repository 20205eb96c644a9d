package io.perennial.inference.access;

import com.sun.net.httpserver.HttpServer;
import io.perennial.artifact.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** An OpenID Connect provider as small as one can be: a discovery document, one RSA key, tokens for whoever asks. */
final class TokenIssuer implements AutoCloseable {

    static final String AUDIENCE = "perennial";

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair keys;
    private final HttpServer server;

    TokenIssuer() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            keys = generator.generateKeyPair();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        answer(
                "/.well-known/openid-configuration",
                Map.of("issuer", address(), "jwks_uri", address() + "/jwks", "token_endpoint", address() + "/token"));
        answer(
                "/jwks",
                Map.of(
                        "keys",
                        List.of(Map.of(
                                "kty", "RSA",
                                "kid", "key-1",
                                "use", "sig",
                                "alg", "RS256",
                                "n", unsigned(key.getModulus()),
                                "e", unsigned(key.getPublicExponent())))));
        server.start();
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** A good token, for an hour. */
    String token(String subject, String... roles) {
        return token(subject, AUDIENCE, Instant.now().plus(Duration.ofHours(1)), roles);
    }

    String token(String subject, String audience, Instant expires, String... roles) {
        return signed(
                Map.of(
                        "iss", address(),
                        "sub", subject,
                        "aud", audience,
                        "iat", Instant.now().minusSeconds(7200).getEpochSecond(),
                        "exp", expires.getEpochSecond(),
                        "groups", List.of(roles)),
                keys);
    }

    /** A token that says it is ours, under another key. */
    String forged(String subject, String... roles) {
        try (TokenIssuer other = new TokenIssuer()) {
            return signed(
                    Map.of(
                            "iss", address(),
                            "sub", subject,
                            "aud", AUDIENCE,
                            "exp", Instant.now().plusSeconds(3600).getEpochSecond(),
                            "groups", List.of(roles)),
                    other.keys);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static String signed(Map<String, Object> claims, KeyPair keys) {
        String text = encoded(Map.of("alg", "RS256", "typ", "JWT", "kid", "key-1")) + "." + encoded(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(Map<String, ?> json) {
        return BASE64.encodeToString(Json.bytes(json));
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        return BASE64.encodeToString(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
    }

    private void answer(String path, Map<String, ?> json) {
        server.createContext(path, exchange -> {
            byte[] body = Json.bytes(json);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }
}
