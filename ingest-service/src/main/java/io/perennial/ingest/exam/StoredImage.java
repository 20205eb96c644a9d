package io.perennial.ingest.exam;

import io.perennial.artifact.Digest;

/**
 * What is stored of an instance.
 *
 * @param deidentified whether the digest is of an object without identifiers; otherwise an early version of this service
 *     stored the object as it came, and the digests of the two cannot be compared
 */
public record StoredImage(Digest digest, boolean deidentified) {

    /** What another object of the same SOP Instance UID is to it. */
    public Admission compare(Digest other) {
        return !deidentified || digest.equals(other) ? Admission.REPEATED : Admission.OTHER_CONTENT;
    }
}
