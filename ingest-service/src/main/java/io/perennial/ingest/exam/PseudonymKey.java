package io.perennial.ingest.exam;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** One key of HMAC-SHA256. Whatever is computed with it is the same for the same parts, and tells nothing without it. */
final class PseudonymKey {

    static final int BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int PSEUDONYM_BYTES = 16;

    private final SecretKey key;

    private PseudonymKey(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** The key of so many bytes in hexadecimal. @throws IllegalArgumentException on anything else */
    static PseudonymKey ofHex(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a key has " + BYTES + " bytes, not " + bytes.length);
        }
        return new PseudonymKey(bytes);
    }

    /** Tells keys apart without telling the key. */
    String fingerprint() {
        return pseudonym("key", "", "");
    }

    /** Sixteen bytes in hexadecimal. */
    String pseudonym(String... parts) {
        return HexFormat.of().formatHex(Arrays.copyOf(hmac(parts), PSEUDONYM_BYTES));
    }

    /** A UID under 2.25, the arc of UUIDs (PS3.5, B.2); the UUID is of version 8, whose other 122 bits are free (RFC 9562). */
    String uid(String... parts) {
        byte[] uuid = Arrays.copyOf(hmac(parts), PSEUDONYM_BYTES);
        uuid[6] = (byte) ((uuid[6] & 0x0f) | 0x80); // version
        uuid[8] = (byte) ((uuid[8] & 0x3f) | 0x80); // variant
        return "2.25." + new BigInteger(1, uuid);
    }

    /** Uniform over [0, 1). */
    double point(String... parts) {
        long bits = ByteBuffer.wrap(hmac(parts)).getLong();
        return (bits >>> 11) * 0x1.0p-53; // the 53 bits a double holds
    }

    /** Each part goes in with its length, so that none can pass for two. */
    private byte[] hmac(String... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                mac.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
                mac.update(bytes);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
