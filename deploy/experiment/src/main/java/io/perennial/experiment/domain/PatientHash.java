package io.perennial.experiment.domain;

import io.perennial.artifact.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Where a patient falls, by her identifier alone. Stays in memory: without a key, who knows the identifier knows the hash. */
final class PatientHash {

    private PatientHash() {}

    /** A point of [0, 1), uniform over patients. */
    static double point(String patientId) {
        byte[] hash = Digest.sha256().digest(("split " + patientId).getBytes(StandardCharsets.UTF_8));
        return (ByteBuffer.wrap(hash).getLong() >>> 11) * 0x1.0p-53; // the 53 bits a double holds
    }
}
