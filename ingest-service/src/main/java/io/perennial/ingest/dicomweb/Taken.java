package io.perennial.ingest.dicomweb;

import io.perennial.ingest.exam.Admission;
import io.perennial.ingest.exam.ReceivedImage;
import java.util.Optional;

/** What became of an instance that was read. */
sealed interface Taken {

    /**
     * It can be admitted.
     *
     * @param object what is still to be stored, without identifiers; empty if that has been done
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Acceptable(Reference reference, ReceivedImage image, byte[] object) implements Taken {}

    /** It was known before, so that nothing was stored of it. */
    record Known(Reference reference, Admission admission) implements Taken {}

    /**
     * It cannot be stored.
     *
     * @param reference absent if it could not be read that far
     * @param reason a sentence for the sender, without any of the object's values
     */
    record Refused(Optional<Reference> reference, Failure failure, String reason) implements Taken {}
}
