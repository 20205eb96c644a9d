package io.perennial.event;

import io.perennial.artifact.Digest;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;

/**
 * A place in the audit log, vouched for by the service that wrote it. An event carries that of the act it tells of: so the
 * topics know how far the log had come, and that an entry which is no longer in it was once there.
 *
 * @param log id of the log
 * @param sequence place of the entry, from 1
 * @param hash of the entry, which through the hashes before it stands for the whole log up to here
 * @param signature over {@link #bytes}
 */
public record AuditAnchor(String log, long sequence, Digest hash, Signature signature) {

    private static final String PURPOSE = "perennial-audit-anchor-1"; // no signature of something else is one of this

    /** Signs a place in the log with an Ed25519 key. */
    public static AuditAnchor sign(String log, long sequence, Digest hash, String keyId, PrivateKey key) {
        return new AuditAnchor(log, sequence, hash, Signature.of(bytes(log, sequence, hash), keyId, key));
    }

    /** Whether the signature is this key's, over exactly this place. */
    public boolean isSignedBy(PublicKey key) {
        return signature.isOf(bytes(log, sequence, hash), key);
    }

    /**
     * The bytes that are signed, in UTF-8, a line each and no line break at the end: {@code perennial-audit-anchor-1},
     * the log's id, the sequence number, the hash as {@code sha256:…}.
     */
    public static byte[] bytes(String log, long sequence, Digest hash) {
        return String.join("\n", PURPOSE, log, Long.toString(sequence), hash.toString())
                .getBytes(StandardCharsets.UTF_8);
    }
}
