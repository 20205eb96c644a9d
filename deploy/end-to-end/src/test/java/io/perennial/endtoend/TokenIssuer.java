package io.perennial.endtoend;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.perennial.artifact.Json;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * An OpenID Connect provider as small as one can be, over TLS: a discovery document, one RSA key, and tokens, the good ones
 * and those that nobody should believe.
 */
final class TokenIssuer implements AutoCloseable {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final Map<String, Object> HEADER = Map.of("alg", "RS256", "typ", "JWT", "kid", "key-1");

    private final KeyPair keys = keyPair();
    private final Queue<String> tokens = new ConcurrentLinkedQueue<>();
    private final int port;
    private @Nullable HttpsServer server;

    /** Not yet there. */
    TokenIssuer(int port) {
        this.port = port;
    }

    void open(SSLContext tls) throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        answer(
                server,
                "/.well-known/openid-configuration",
                Map.of("issuer", address(), "jwks_uri", address() + "/jwks", "token_endpoint", address() + "/token"));
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        answer(
                server,
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
        return "https://localhost:" + port;
    }

    /** What a good token says. */
    Map<String, Object> claims(String subject, String... roles) {
        Map<String, Object> claims = new HashMap<>();
        claims.put("iss", address());
        claims.put("sub", subject);
        claims.put("aud", "perennial");
        claims.put("iat", Instant.now().minusSeconds(60).getEpochSecond());
        claims.put("exp", Instant.now().plusSeconds(600).getEpochSecond());
        claims.put("groups", List.of(roles));
        return claims;
    }

    String token(String subject, String... roles) {
        return token(claims(subject, roles));
    }

    String token(Map<String, Object> claims) {
        return token(HEADER, claims, keys);
    }

    /** The same with one claim changed, or left out. */
    String tokenWith(Map<String, Object> claims, String claim, Optional<Object> value) {
        Map<String, Object> changed = new HashMap<>(claims);
        changed.remove(claim);
        value.ifPresent(some -> changed.put(claim, some));
        return token(changed);
    }

    /** Says it is signed with the provider's key, and is with another. */
    String forged(Map<String, Object> claims) {
        return token(HEADER, claims, keyPair());
    }

    /** Says a key that nobody knows. */
    String ofUnknownKey(Map<String, Object> claims) {
        Map<String, Object> header = new HashMap<>(HEADER);
        header.put("kid", "key-2");
        return token(header, claims, keyPair());
    }

    /** Says that it is not signed (RFC 7515, A.5). */
    String unsigned(Map<String, Object> claims) {
        return given(encoded(Map.of("alg", "none", "typ", "JWT")) + "." + encoded(claims) + ".");
    }

    /** Takes the public key, which everybody has, for a secret (RFC 8725, 2.1). */
    String signedWithThePublicKey(Map<String, Object> claims) {
        String text = encoded(Map.of("alg", "HS256", "typ", "JWT", "kid", "key-1")) + "." + encoded(claims);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(keys.getPublic().getEncoded(), "HmacSHA256"));
            return given(text + "." + BASE64.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every token it has given away so far. */
    Queue<String> tokens() {
        return tokens;
    }

    void goAway() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Override
    public void close() {
        goAway();
    }

    private String token(Map<String, Object> header, Map<String, Object> claims, KeyPair pair) {
        String text = encoded(header) + "." + encoded(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(pair.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return given(text + "." + BASE64.encodeToString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String given(String token) {
        tokens.add(token);
        return token;
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(Map<String, ?> json) {
        return BASE64.encodeToString(Json.bytes(json));
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return BASE64.encodeToString(Arrays.copyOfRange(bytes, bytes[0] == 0 ? 1 : 0, bytes.length));
    }

    private static void answer(HttpsServer server, String path, Map<String, ?> json) {
        server.createContext(path, exchange -> {
            byte[] body = Json.bytes(json);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }
}
