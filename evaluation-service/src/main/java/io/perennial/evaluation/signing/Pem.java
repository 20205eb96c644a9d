package io.perennial.evaluation.signing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ed25519 private keys in PEM files; no message quotes a key. */
final class Pem {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private Pem() {}

    static PrivateKey privateKey(Path file) throws IOException {
        byte[] der = der(file);
        try {
            return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " is no Ed25519 private key", e);
        }
    }

    private static byte[] der(Path file) throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(file).strip());
        if (!block.matches()) {
            throw new IOException(file + " is no key in PEM form (BEGIN PRIVATE KEY)");
        }
        return Base64.getMimeDecoder().decode(block.group(1));
    }
}
