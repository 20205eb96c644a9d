package io.perennial.artifact;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The SHA-256 of an artifact's bytes: its name, and the proof that it is what it was. */
public record Digest(String hex) {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    private static final String PREFIX = "sha256:";

    public Digest {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("not a SHA-256 digest of 64 lower-case hexadecimal digits: "
                    + (hex.length() > 80 ? hex.length() + " characters" : "\"" + hex + "\""));
        }
    }

    /** Reads {@code sha256:…}. @throws IllegalArgumentException on anything else */
    @JsonCreator
    public static Digest parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a digest starts with \"" + PREFIX + "\"");
        }
        return new Digest(text.substring(PREFIX.length()));
    }

    /** The digest of these bytes. */
    public static Digest of(byte[] bytes) {
        return ofHash(sha256().digest(bytes));
    }

    /** The digest a finished SHA-256 computation gave. */
    public static Digest ofHash(byte[] hash) {
        return new Digest(HexFormat.of().formatHex(hash));
    }

    /** A fresh SHA-256, for bytes that arrive in pieces. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The first twelve hexadecimal digits, for people to recognise. */
    public String abbreviated() {
        return hex.substring(0, 12);
    }

    /** {@code sha256:…}, as it is written in events and files. */
    @Override
    @JsonValue
    public String toString() {
        return PREFIX + hex;
    }
}
