package io.perennial.ingest.dicomweb;

import io.perennial.ingest.exam.ReceivedImage;
import java.util.Optional;

/** What looking at an instance showed. */
sealed interface Inspected {

    /** The instance's real identifiers, for the answer to its sender and nobody else. */
    record Reference(String sopClass, String sopInstance) {
        @Override
        public String toString() {
            return "an instance of " + sopClass;
        }
    }

    /** It can be stored. */
    record Acceptable(Reference reference, ReceivedImage image) implements Inspected {}

    /**
     * It cannot.
     *
     * @param reference absent if it could not be read that far
     * @param reason a sentence for the sender, without any of the object's values
     */
    record Refused(Optional<Reference> reference, Failure failure, String reason) implements Inspected {}
}
