package io.perennial.event;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Base64;

/**
 * An Ed25519 signature (RFC 8032).
 *
 * @param key id of the key that signed
 * @param value Base64
 */
public record Signature(String key, String value) {

    private static final String ALGORITHM = "Ed25519";

    /** Signs bytes. @throws IllegalStateException if the key is no Ed25519 key */
    public static Signature of(byte[] bytes, String keyId, PrivateKey key) {
        try {
            java.security.Signature ed25519 = java.security.Signature.getInstance(ALGORITHM);
            ed25519.initSign(key);
            ed25519.update(bytes);
            return new Signature(keyId, Base64.getEncoder().encodeToString(ed25519.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the signing key \"" + keyId + "\" is not a usable Ed25519 key", e);
        }
    }

    /**
     * Whether this is the key's signature over exactly these bytes; anything malformed is simply not. Of the ways to write
     * the same 64 bytes in Base64 only the canonical one counts.
     */
    public boolean isOf(byte[] bytes, PublicKey key) {
        try {
            byte[] raw = Base64.getDecoder().decode(value);
            if (!Base64.getEncoder().encodeToString(raw).equals(value)) {
                return false;
            }
            java.security.Signature ed25519 = java.security.Signature.getInstance(ALGORITHM);
            ed25519.initVerify(key);
            ed25519.update(bytes);
            return ed25519.verify(raw);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
