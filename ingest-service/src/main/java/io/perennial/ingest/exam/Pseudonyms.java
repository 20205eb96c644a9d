package io.perennial.ingest.exam;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Replaces identifiers by HMAC-SHA256 under a key that only this service has, so that one patient stays one patient and
 * nobody can try names. Sixteen bytes in hexadecimal; kinds and domains are kept apart.
 */
@ApplicationScoped
public class Pseudonyms {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int PSEUDONYM_BYTES = 16;

    private final SecretKey key;

    /** Reads the key from a file of 32 random bytes in hexadecimal. */
    public Pseudonyms(@ConfigProperty(name = "ingest.pseudonym-key") Path keyFile) {
        this.key = new SecretKeySpec(read(keyFile), ALGORITHM);
    }

    public String patient(String domain, String patientId) {
        return pseudonym("patient", domain, patientId);
    }

    /** The patient of an exam that names none. */
    public String unknownPatient(String domain, String studyInstanceUid) {
        return pseudonym("unknown-patient", domain, studyInstanceUid);
    }

    public String exam(String domain, String studyInstanceUid) {
        return pseudonym("exam", domain, studyInstanceUid);
    }

    public String instance(String domain, String sopInstanceUid) {
        return pseudonym("instance", domain, sopInstanceUid);
    }

    public String reader(String domain, String name) {
        return pseudonym("reader", domain, name);
    }

    /** Where a patient falls in [0, 1): uniform over patients, for ever the same for one, unknowable without the key. */
    public double point(String patientPseudonym) {
        long bits = ByteBuffer.wrap(hmac("split", patientPseudonym)).getLong();
        return (bits >>> 11) * 0x1.0p-53; // the 53 bits a double holds
    }

    /** Tells keys apart without telling the key. */
    String fingerprint() {
        return pseudonym("key", "", "");
    }

    private String pseudonym(String kind, String domain, String identifier) {
        byte[] hash = hmac(kind, domain, identifier);
        return HexFormat.of().formatHex(Arrays.copyOf(hash, PSEUDONYM_BYTES));
    }

    private byte[] hmac(String... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                // with its length before it, no part can run into the next
                mac.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
                mac.update(bytes);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static byte[] read(Path keyFile) {
        try {
            byte[] bytes = HexFormat.of().parseHex(Files.readString(keyFile).strip());
            if (bytes.length == KEY_BYTES) {
                return bytes;
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException(wanted(keyFile), e);
        }
        throw new IllegalStateException(wanted(keyFile));
    }

    private static String wanted(Path keyFile) {
        return "ingest.pseudonym-key names " + keyFile + ", which is not a file of " + KEY_BYTES
                + " bytes in hexadecimal; `openssl rand -hex 32` makes one";
    }
}
