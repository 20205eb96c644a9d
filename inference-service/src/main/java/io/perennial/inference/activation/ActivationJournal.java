package io.perennial.inference.activation;

import io.perennial.event.ModelActivated;
import io.perennial.event.ModelServing;
import java.util.Optional;

/**
 * What of the activations outlives the process. A database that is away is waited for: these calls return when the work is
 * safe, or when the thread is interrupted.
 */
public interface ActivationJournal {

    /** How a signed decision stands to those heard before. */
    enum Standing {
        /** Its sequence number is the highest so far; it is remembered now. */
        NEWEST,
        /** It is the very decision that is remembered. */
        REPEATED,
        /** It is older than the remembered one, or another decision of the same number: a replay. */
        OVERTAKEN
    }

    /** The newest decision that was ever remembered. */
    Optional<ModelServing> newest(String lineage);

    /** Remembers a decision whose signature was checked, if it is newer than the one remembered. */
    Standing remember(ModelServing decision);

    /** Tells how an activation ended. */
    void tell(ModelActivated outcome);
}
